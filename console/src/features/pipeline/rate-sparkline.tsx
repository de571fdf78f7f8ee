import { useQuery } from '@tanstack/react-query';
import { useMemo, useRef } from 'react';
import { Sparkline } from '@/components/sparkline';
import { metricsQuery, SHORT_MINUTES } from '@/lib/queries';
import { seriesOf } from '@/lib/series';
import { useInView } from '@/lib/use-in-view';

type Props = { organization: string; install: string; pipeline: string };

/** Asked for only when it comes into view: two hundred histories at once would help nobody. */
export function RateSparkline({ organization, install, pipeline }: Props) {
  const frame = useRef<HTMLSpanElement>(null);
  const inView = useInView(frame);
  const history = useQuery({
    ...metricsQuery(organization, install, pipeline, SHORT_MINUTES),
    enabled: inView,
  });
  const values = useMemo(
    () => seriesOf(history.data ?? [], (sample) => sample.recordsPerSecond).values,
    [history.data],
  );
  return (
    <span ref={frame}>
      <Sparkline values={values} label={`Rate of ${pipeline} in the last 15 minutes`} />
    </span>
  );
}
