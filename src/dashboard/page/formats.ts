/** Numbers and times as the person's language writes them. */
export class Formats {
  private readonly wholes: Intl.NumberFormat;
  private readonly percents: Intl.NumberFormat;
  private readonly ticks: Intl.NumberFormat;
  private readonly days: Intl.DateTimeFormat;
  private readonly moments: Intl.DateTimeFormat;

  constructor(private readonly language: string) {
    this.wholes = new Intl.NumberFormat(language, { maximumFractionDigits: 0 });
    this.percents = new Intl.NumberFormat(language, {
      ...{ style: 'percent', minimumFractionDigits: 1, maximumFractionDigits: 1 },
    });
    this.ticks = new Intl.NumberFormat(language, { style: 'percent', maximumFractionDigits: 1 });
    this.days = new Intl.DateTimeFormat(language, { dateStyle: 'medium' });
    this.moments = new Intl.DateTimeFormat(language, { dateStyle: 'medium', timeStyle: 'short' });
  }

  whole = (value: number): string => this.wholes.format(value);

  /** A reward, or an en dash for none. */
  percent = (share: number | null): string => (share === null ? '–' : this.percents.format(share));

  /** A share at an axis. */
  tick = (share: number): string => this.ticks.format(share);

  /** A difference of rewards in percentage points, with its sign. */
  points = (difference: number): string => {
    const sign = difference < 0 ? '−' : '+';
    return `${sign}${this.decimal(Math.abs(difference) * 100, 1)}`;
  };

  decimal = (value: number | null, digits: number): string =>
    value === null
      ? '–'
      : new Intl.NumberFormat(this.language, {
          minimumFractionDigits: digits,
          maximumFractionDigits: digits,
        }).format(value);

  day = (time: number): string => this.days.format(time);

  moment = (time: number): string => this.moments.format(time);

  bytes = (size: number): string => {
    const units = ['B', 'kB', 'MB', 'GB', 'TB'];
    const power = size < 1 ? 0 : Math.min(units.length - 1, Math.floor(Math.log10(size) / 3));
    return `${this.decimal(size / 1000 ** power, power === 0 ? 0 : 1)} ${units[power]}`;
  };
}
