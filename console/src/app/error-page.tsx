import { Button } from '@mantine/core';
import { useRouter, type ErrorComponentProps } from '@tanstack/react-router';
import { useEffect } from 'react';
import { Lone } from '@/components/lone';
import { ApiError } from '@/lib/api-error';
import { useTitle } from './use-title';

const RETRY_MILLIS = 5_000;

/** Comes back by itself when the control plane was only away. */
export function ErrorPage({ error }: ErrorComponentProps) {
  const router = useRouter();
  const away = error instanceof ApiError && (error.status === 0 || error.status >= 500);
  useTitle('Not available – Millrace');
  useEffect(() => {
    if (!away) {
      return undefined;
    }
    const timer = setInterval(() => void router.invalidate(), RETRY_MILLIS);
    return () => clearInterval(timer);
  }, [away, router]);
  const told = ApiError.from(error, 'The console failed');
  return (
    <Lone title={told.message} why={told.why} nextStep={told.nextStep}>
      <Button onClick={() => void router.invalidate()}>Try again</Button>
      {away ? <span>Trying again every {RETRY_MILLIS / 1000} s.</span> : null}
    </Lone>
  );
}
