import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { Sparkline } from '@/components/sparkline';
import { metricsQuery } from '@/lib/queries';
import { SHORTEST } from '@/lib/ranges';
import { seriesOf } from '@/lib/series';

type Props = { organization: string; install: string; pipeline: string };

export function RateSparkline({ organization, install, pipeline }: Props) {
  const history = useQuery(metricsQuery(organization, install, pipeline, SHORTEST));
  const values = useMemo(
    () => seriesOf(history.data ?? null, (sample) => sample.recordsPerSecond).values,
    [history.data],
  );
  return <Sparkline values={values} label={`Rate of ${pipeline} in the last 15 minutes`} />;
}
