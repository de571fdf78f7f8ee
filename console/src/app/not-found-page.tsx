import { Link } from '@tanstack/react-router';
import { Lone } from '@/components/lone';
import { useTitle } from './use-title';

export function NotFoundPage() {
  useTitle('No such page – Millrace');
  return (
    <Lone title="No such page" why="Nothing of Millrace has this address." nextStep="">
      <Link to="/">All installs</Link>
    </Lone>
  );
}
