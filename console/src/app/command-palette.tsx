import { Modal, useMantineColorScheme } from '@mantine/core';
import { useNavigate } from '@tanstack/react-router';
import { useQuery } from '@tanstack/react-query';
import { useEffect, useMemo, useState } from 'react';
import { Icon } from '@/components/icon';
import { connectorsQuery } from '@/lib/queries';
import { useInstall } from './install-context';
import { matching, type PaletteItem } from './palette-items';
import { PaletteList } from './palette-list';
import { nextScheme } from './theme-button';
import classes from './command-palette.module.css';

const APPLE = /Mac|iPhone|iPad/.test(globalThis.navigator?.userAgent ?? '');

/** Everything of the install by a few letters: ⌘K or Ctrl-K. */
export function CommandPalette() {
  const { organization, install, mayChange } = useInstall();
  const [opened, setOpened] = useState(false);
  const [typed, setTyped] = useState('');
  const [marked, setMarked] = useState(0);
  const navigate = useNavigate();
  const { colorScheme, setColorScheme } = useMantineColorScheme({ keepTransitions: true });
  const connectors = useQuery({ ...connectorsQuery(organization, install.id), enabled: opened });

  const open = () => {
    setTyped('');
    setMarked(0);
    setOpened(true);
  };
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if ((event.metaKey || event.ctrlKey) && !event.shiftKey && event.key.toLowerCase() === 'k') {
        event.preventDefault();
        open();
      }
    };
    document.addEventListener('keydown', onKey);
    return () => document.removeEventListener('keydown', onKey);
  }, []);

  const items = useMemo((): PaletteItem[] => {
    if (!opened) {
      return [];
    }
    const params = { installId: install.id };
    const page = (title: string, to: string): PaletteItem => ({
      kind: 'Page',
      title,
      run: () => void navigate({ to, params } as never),
    });
    const changes = mayChange
      ? [
          page('New pipeline', '/installs/$installId/new/pipeline'),
          page('New connector', '/installs/$installId/new/connector'),
        ]
      : [];
    return [
      page('Overview', '/installs/$installId'),
      page('Pipelines', '/installs/$installId/pipelines'),
      page('Connectors', '/installs/$installId/connectors'),
      page('Catalogue', '/installs/$installId/catalogue'),
      ...changes.map((each) => ({ ...each, kind: 'Action' as const })),
      {
        kind: 'Action',
        title: `Theme: ${nextScheme(colorScheme)}`,
        run: () => setColorScheme(nextScheme(colorScheme)),
      },
      { kind: 'Action', title: 'All installs', run: () => void navigate({ to: '/' }) },
      ...install.pipelines.map(({ name, source, destination }) => ({
        kind: 'Pipeline' as const,
        title: name,
        detail: `${source} → ${destination}`,
        run: () => void navigate({ to: '/installs/$installId/pipelines/$name', params: { ...params, name } }),
      })),
      ...(connectors.data ?? []).map(({ name, type }) => ({
        kind: 'Connector' as const,
        title: name,
        detail: type,
        run: () =>
          void navigate({ to: '/installs/$installId/connectors/$name', params: { ...params, name } }),
      })),
    ];
  }, [opened, install, mayChange, connectors.data, colorScheme, navigate, setColorScheme]);

  const found = matching(items, typed);
  const choose = (item: PaletteItem | undefined) => {
    if (item) {
      setOpened(false);
      item.run();
    }
  };

  return (
    <>
      <button type="button" className={classes.open} onClick={open} aria-keyshortcuts="Meta+K Control+K">
        <Icon name="search" size={14} />
        <span className={classes.word}>Search</span>
        <kbd className={classes.key}>{APPLE ? '⌘K' : 'Ctrl K'}</kbd>
      </button>
      <Modal.Root
        opened={opened}
        onClose={() => setOpened(false)}
        lockScroll={false}
        padding={0}
        size="lg"
        yOffset="12vh"
        // At once: the first letters are typed before anything could have faded in.
        transitionProps={{ duration: 0 }}
      >
        <Modal.Overlay />
        <Modal.Content aria-label="Search">
          <Modal.Body>
            <div className={classes.head}>
              <Icon name="search" size={16} />
              <input
                data-autofocus
                className={classes.input}
                type="text"
                role="combobox"
                aria-label="Search pipelines, connectors, pages and actions"
                aria-expanded
                aria-controls="palette-list"
                aria-activedescendant={found.length > 0 ? `palette-${marked}` : undefined}
                placeholder="Pipelines, connectors, pages, actions"
                autoComplete="off"
                spellCheck={false}
                value={typed}
                onChange={(event) => {
                  setTyped(event.currentTarget.value);
                  setMarked(0);
                }}
                onKeyDown={(event) => {
                  if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
                    event.preventDefault();
                    const step = event.key === 'ArrowDown' ? 1 : -1;
                    setMarked((marked + step + found.length) % Math.max(1, found.length));
                  } else if (event.key === 'Enter') {
                    event.preventDefault();
                    choose(found[marked]);
                  }
                }}
              />
            </div>
            <PaletteList items={found} marked={marked} onMark={setMarked} onChoose={choose} />
          </Modal.Body>
        </Modal.Content>
      </Modal.Root>
    </>
  );
}
