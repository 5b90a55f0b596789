import { HistoryFailed, playWorld, upTo, type Played } from '../appeals-histories.js';

const holds = async (of: Played): Promise<HistoryFailed | null> => {
  try {
    await playWorld(of);
    return null;
  } catch (failure) {
    if (failure instanceof HistoryFailed) return failure;
    throw failure;
  }
};

/** The failed history by itself, with as few of its steps as still fail; as it was, where it holds by itself. */
export async function shrunk(failed: HistoryFailed): Promise<HistoryFailed> {
  const { seed, histories } = failed.played;
  const attempt = (steps: readonly number[]): Promise<HistoryFailed | null> =>
    holds({ seed, histories, only: { place: failed.place, steps } });
  let steps: readonly number[] = upTo(failed.step);
  let smallest = await attempt(steps);
  if (smallest === null) return failed;
  for (const dropped of [...steps].reverse()) {
    const fewer = steps.filter((each) => each !== dropped);
    const still = await attempt(fewer);
    if (still === null) continue;
    smallest = still;
    steps = fewer;
  }
  return smallest;
}
