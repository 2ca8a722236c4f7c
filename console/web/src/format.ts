const clock = new Intl.DateTimeFormat('en-GB', { hour: '2-digit', minute: '2-digit', second: '2-digit' });
const day = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'short', year: 'numeric' });
const count = new Intl.NumberFormat('en-GB');

/** Site time. */
export function time(seconds: number): string {
  return clock.format(seconds * 1000);
}

export function dateTime(seconds: number): string {
  return `${day.format(seconds * 1000)} ${time(seconds)}`;
}

const hour = new Intl.DateTimeFormat('en-GB', { hour: '2-digit', minute: '2-digit' });
const weekday = new Intl.DateTimeFormat('en-GB', { weekday: 'short', day: 'numeric' });

/** For axes: the hour, and at midnight the day. */
export function dayAndHour(seconds: number): string {
  const text = hour.format(seconds * 1000);
  return text === '00:00' ? weekday.format(seconds * 1000) : text;
}

/** For the tooltip beside every site time. */
export function utc(seconds: number): string {
  return new Date(seconds * 1000).toISOString().replace('T', ' ').replace('Z', ' UTC');
}

export function number(value: number): string {
  return count.format(Math.round(value));
}

/** 1 incident, 2 incidents. */
export function counted(many: number, one: string): string {
  return `${number(many)} ${many === 1 ? one : `${one}s`}`;
}

/** Three significant digits, so that 0.0123 and 61 both read well. */
export function quantity(value: number): string {
  return Number(value.toPrecision(3)).toLocaleString('en-GB', { maximumSignificantDigits: 3 });
}

export function bytes(value: number): string {
  const units = ['B', 'KiB', 'MiB', 'GiB', 'TiB'];
  let unit = 0;
  while (value >= 1024 && unit < units.length - 1) {
    value /= 1024;
    unit++;
  }
  return `${unit === 0 ? value : value.toFixed(1)} ${units[unit]}`;
}

/** Whole kibibytes, rounded up, without the unit. */
export function kibibytes(value: number): string {
  return number(Math.ceil(value / 1024));
}

export function span(seconds: number): string {
  if (seconds < 1) return 'a moment';
  if (seconds < 90) return `${Math.round(seconds)} s`;
  if (seconds < 5400) return `${Math.round(seconds / 60)} min`;
  if (seconds < 129600) return `${Math.round(seconds / 3600)} h`;
  return `${Math.round(seconds / 86400)} days`;
}

/** How long before the newest packet. */
export function ago(seconds: number): string {
  return seconds < 5 ? 'now' : `${span(seconds)} ago`;
}

export function percent(share: number): string {
  return `${Math.round(share * 100)} %`;
}

/** The first sentence of a text and what follows it. */
export function lead(text: string): [string, string] {
  const end = text.search(/[.!?](\s|$)/);
  return end < 0 ? [text, ''] : [text.slice(0, end + 1), text.slice(end + 1).trim()];
}

export function capitalised(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
