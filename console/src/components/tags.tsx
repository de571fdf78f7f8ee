import classes from './tags.module.css';

type Props = { tags: readonly string[] };

export function Tags({ tags }: Props) {
  if (tags.length === 0) {
    return null;
  }
  return (
    <span className={classes.tags}>
      {tags.map((tag) => (
        <span key={tag} className={classes.tag}>
          {tag}
        </span>
      ))}
    </span>
  );
}
