import { ActionIcon, Menu } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { Icon } from '@/components/icon';
import type { Me, Role } from '@/lib/api';
import { apiPath, request } from '@/lib/request';
import classes from './account-menu.module.css';

type Props = { me: Me };

export function AccountMenu({ me }: Props) {
  const queryClient = useQueryClient();
  const navigate = useNavigate();
  const logout = useMutation({
    mutationFn: () => request<void>(apiPath('session'), { method: 'DELETE' }),
    onSettled: async () => {
      queryClient.clear();
      await navigate({ to: '/login', replace: true });
    },
  });
  return (
    <Menu position="bottom-end" withinPortal={false} width={220}>
      <Menu.Target>
        <ActionIcon
          variant="subtle"
          color="gray"
          size="lg"
          className={classes.button ?? ''}
          aria-label="Account"
        >
          <Icon name="key" />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        <div className={classes.who}>
          <span className={classes.name}>{me.principal.name}</span>
          <span>
            {me.organization.name} · {roleWord(me.principal.role)}
          </span>
        </div>
        <Menu.Divider />
        <Menu.Item leftSection={<Icon name="leave" />} onClick={() => logout.mutate()}>
          Log out
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}

function roleWord(role: Role): string {
  switch (role) {
    case 'ADMIN':
      return 'admin';
    case 'READ_ONLY':
      return 'read only';
  }
}
