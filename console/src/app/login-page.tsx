import { useNavigate } from '@tanstack/react-router';
import { LoginForm } from '@/features/session/login-form';
import { useTitle } from './use-title';

export function LoginPage() {
  const navigate = useNavigate();
  useTitle('Log in – Millrace');
  return <LoginForm onLoggedIn={() => void navigate({ to: '/', replace: true })} />;
}
