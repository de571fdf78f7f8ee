import { ActionIcon, Tooltip } from '@mantine/core';
import { Icon, type IconName } from './icon';
import classes from './icon-button.module.css';

type Props = { label: string; icon: IconName; onClick: () => void };

export function IconButton({ label, icon, onClick }: Props) {
  return (
    <Tooltip label={label} openDelay={400} withinPortal={false}>
      <ActionIcon
        variant="subtle"
        color="gray"
        size="lg"
        className={classes.button ?? ''}
        aria-label={label}
        onClick={onClick}
      >
        <Icon name={icon} />
      </ActionIcon>
    </Tooltip>
  );
}
