import classes from './logo.module.css';

type Props = { size?: number };

/** The mill wheel in its race. */
export function Logo({ size = 24 }: Props) {
  return (
    <svg className={classes.logo} width={size} height={size} viewBox="0 0 24 24" aria-hidden="true">
      <circle cx="12" cy="9.7" r="5.6" strokeWidth="1.7" />
      <path className={classes.hub} d="M12 8.1a1.6 1.6 0 1 1 0 3.2 1.6 1.6 0 0 1 0-3.2z" />
      <path
        strokeWidth="2"
        d="M17.17 11.84L19.76 12.91M14.14 14.87L15.21 17.46M9.86 14.87L8.79 17.46M6.83 11.84L4.24 12.91M6.83 7.56L4.24 6.49M9.86 4.53L8.79 1.94M14.14 4.53L15.21 1.94M17.17 7.56L19.76 6.49"
      />
      <path
        strokeWidth="1.1"
        d="M13.48 10.31L17.17 11.84M11.39 11.18L9.86 14.87M10.52 9.09L6.83 7.56M12.61 8.22L14.14 4.53"
      />
      <path
        className={classes.water}
        strokeWidth="2"
        d="M1.6 21.6c1.7 0 1.7-1.7 3.5-1.7s1.7 1.7 3.4 1.7 1.8-1.7 3.5-1.7 1.8 1.7 3.5 1.7 1.7-1.7 3.4-1.7 1.8 1.7 3.5 1.7"
      />
    </svg>
  );
}
