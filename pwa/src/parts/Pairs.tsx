/** Names and what is said of each, one under the other; of what nothing is said, the name is left out too. */
import type { ComponentChildren } from "preact";

export type Pair = readonly [name: string, said: ComponentChildren];

export function Pairs({ of }: { of: readonly Pair[] }) {
  return (
    <dl class="pairs">
      {of
        .filter(([, said]) => said)
        .map(([name, said]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{said}</dd>
          </div>
        ))}
    </dl>
  );
}
