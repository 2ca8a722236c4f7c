import type { DevicePage, Fact, Frame, Written } from '../api';

const ORDER = ['name', 'domain', 'vendor', 'type', 'model', 'firmware', 'serial', 'operating_system', 'software', 'role', 'address'];

function rank(attribute: string): number {
  const at = ORDER.indexOf(attribute);
  return at < 0 ? ORDER.length : at;
}

/** What holds first, the surest first; then what held before. */
export function ordered(facts: readonly Fact[]): Fact[] {
  return [...facts].sort(
    (a, b) =>
      rank(a.attribute) - rank(b.attribute) ||
      a.attribute.localeCompare(b.attribute) ||
      Number(a.until !== undefined) - Number(b.until !== undefined) ||
      b.confidence - a.confidence ||
      b.time - a.time,
  );
}

export interface Moment {
  time: number;
  what: string;
  detail: string;
  frame?: Frame;
  anomaly?: string;
}

export function frameText(frame: Frame | undefined): string {
  return frame ? `${frame.capture}, frame ${frame.frame}` : '';
}

const words = (attribute: string) => attribute.replaceAll('_', ' ');

/** Everything about the device in the order of time, the latest first. */
export function timeline(page: DevicePage): Moment[] {
  const all: Moment[] = [{ time: page.device.first, what: page.device.heard ? 'First seen' : 'First spoken of', detail: '' }];
  const changes = [
    ...page.changes.map((change) => ({ change, place: '' })),
    ...page.modules.flatMap((module) => module.changes.map((change) => ({ change, place: `${module.place}: ` }))),
  ];
  for (const { change, place } of changes)
    all.push({
      time: change.time,
      what: `${place}${words(change.attribute)} changed`,
      detail: `from ${change.from} to ${change.to} (${change.source})`,
      frame: change.frame,
    });
  for (const joint of page.joints)
    all.push({ time: joint.time, what: 'Found to be one device', detail: `${joint.a} and ${joint.b}: ${joint.reason}`, frame: joint.frame });
  for (const anomaly of page.anomalies)
    all.push({ time: anomaly.time, what: anomaly.title, detail: `${anomaly.seen} (${anomaly.rarity})`, anomaly: anomaly.id });
  return all.sort((a, b) => b.time - a.time);
}

/** What was set in one object, the oldest first. */
export interface Setting {
  key: string;
  last: Written;
  times: number;
  /** Moments with a number; empty where it was none. */
  points: { time: number; value: number }[];
}

/** The number that a message sets: its value, or the first of several. */
function numberOf(fields: Record<string, unknown>): number | undefined {
  const value = fields.value ?? (Array.isArray(fields.values) ? (fields.values as unknown[])[0] : undefined);
  return typeof value === 'number' ? value : typeof value === 'boolean' ? Number(value) : undefined;
}

/** By object, the one set last first. */
export function settings(page: DevicePage): Setting[] {
  const all = new Map<string, Setting>();
  for (const w of page.written) {
    const key = `${w.from} ${w.to} ${w.service} ${w.operation} ${w.target}`;
    const known = all.get(key) ?? { key, last: w, times: 0, points: [] };
    const value = numberOf(w.fields);
    known.times++;
    if (value !== undefined) known.points.unshift({ time: w.time, value });
    all.set(key, known);
  }
  return [...all.values()];
}

/** A line through the points in a box of 100 by 20. */
export function trace(points: Setting['points']): string {
  const [from, to] = [points[0]?.time ?? 0, points.at(-1)?.time ?? 0];
  const values = points.map((p) => p.value);
  const [low, high] = [Math.min(...values), Math.max(...values)];
  const x = (time: number) => (100 * (time - from)) / Math.max(1, to - from);
  const y = (value: number) => (high === low ? 10 : 19 - (18 * (value - low)) / (high - low));
  return points.map((p, i) => `${i === 0 ? 'M' : 'L'}${x(p.time).toFixed(1)} ${y(p.value).toFixed(1)}`).join('');
}

/** 0.25 s, 12 s, 10 min, 24 h. */
export function period(seconds: number): string {
  const [value, unit] = seconds < 90 ? [seconds, 's'] : seconds < 5_400 ? [seconds / 60, 'min'] : [seconds / 3_600, 'h'];
  return `${value < 10 ? Number(value.toPrecision(2)) : Math.round(value)} ${unit}`;
}
