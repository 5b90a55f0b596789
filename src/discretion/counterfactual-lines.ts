import type { CounterfactualsAnswer } from './counterfactuals.dto.js';

const listed = (each: { readonly words: string }): string => `· ${each.words}`;

/**
 * The changes of fact as a person reads them in a terminal, one a line.
 * @param all whether to list the changes that the law refuses, too.
 */
export function counterfactualLines(
  { counterfactuals, refused }: CounterfactualsAnswer,
  all: boolean,
): string[] {
  return [
    `如果只有一处事实不同（${counterfactuals.length} 处会改变处理或者幅度）：`,
    ...counterfactuals.map(listed),
    ...(all
      ? ['下列设想与其他事实或者规则抵触：', ...refused.map(listed)]
      : [`另有 ${refused.length} 处设想与其他事实或者规则抵触，加 --all 列出。`]),
  ];
}
