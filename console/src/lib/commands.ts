/** What the empty pages tell the reader to type; the command line's own words. */
export const START = './millrace up';
export const STATUS = './millrace status';
export const DOCTOR = './millrace doctor';
export const LOGS_OF_RUNNER = './millrace logs runner -f';
export const OWN_PIPELINE =
  './millrace up --source-url postgresql://me@source-host/shop --source-table public.orders --destination-url postgresql://me@destination-host/warehouse';
