import classes from './wheel.module.css';

type Props = { turning: boolean; size?: number };

/** Turns while records flow. */
export function Wheel({ turning, size = 18 }: Props) {
  return (
    <svg
      className={classes.wheel}
      data-turning={turning || undefined}
      width={size}
      height={size}
      viewBox="0 0 18 18"
      aria-hidden="true"
    >
      <circle cx="9" cy="9" r="5" strokeWidth="1.4" />
      <path
        strokeWidth="1.8"
        d="M13.62 10.91L16.3 12.02M10.91 13.62L12.02 16.3M7.09 13.62L5.98 16.3M4.38 10.91L1.7 12.02M4.38 7.09L1.7 5.98M7.09 4.38L5.98 1.7M10.91 4.38L12.02 1.7M13.62 7.09L16.3 5.98"
      />
      <path strokeWidth="1" d="M9 9L13.62 10.91M9 9L7.09 13.62M9 9L4.38 7.09M9 9L10.91 4.38" />
    </svg>
  );
}
