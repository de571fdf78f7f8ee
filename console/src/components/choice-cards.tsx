import classes from './choice-cards.module.css';

type Props<V extends string> = {
  legend: string;
  name: string;
  value: V;
  choices: readonly { value: V; title: string; text: string }[];
  onChange: (value: V) => void;
};

/** One of few, each with a sentence that says what choosing it means. */
export function ChoiceCards<V extends string>({ legend, name, value, choices, onChange }: Props<V>) {
  return (
    <fieldset className={classes.choices}>
      <legend className={classes.legend}>{legend}</legend>
      {choices.map((choice) => (
        <label key={choice.value} className={classes.card} data-chosen={choice.value === value || undefined}>
          <input
            type="radio"
            name={name}
            value={choice.value}
            checked={choice.value === value}
            onChange={() => onChange(choice.value)}
            className={classes.radio}
          />
          <span className={classes.words}>
            <span className={classes.title}>{choice.title}</span>
            <span className={classes.text}>{choice.text}</span>
          </span>
        </label>
      ))}
    </fieldset>
  );
}
