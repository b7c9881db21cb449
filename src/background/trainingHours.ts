import { RoundtripError } from '../common/errors.ts';

/** From an hour of the day up to another, of local time; a night goes past midnight. */
export interface TrainingHours {
  readonly from: number;
  readonly to: number;
}

/**
 * `22-7` is from 22:00 to 7:00; `0-24` is always.
 * @throws RoundtripError `usage` for anything else.
 */
export function parseTrainingHours(text: string): TrainingHours {
  const [, from, to] = /^(\d{1,2})-(\d{1,2})$/.exec(text.replaceAll(' ', '')) ?? [];
  const hours = { from: Number(from), to: Number(to) };
  if (!(hours.from < 24 && hours.to <= 24 && hours.from !== hours.to)) {
    throw new RoundtripError(
      'usage',
      `“${text}” names no hours of a day. Write two full hours, such as 22-7, or 0-24 for always.`,
    );
  }
  return hours;
}

export function isWithin({ from, to }: TrainingHours, moment: Date): boolean {
  const hour = moment.getHours();
  return from < to ? hour >= from && hour < to : hour >= from || hour < to;
}
