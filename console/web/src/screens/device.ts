import type { Chronicle, DevicePage, Fact, Frame, Measure, Memory, Point, Written } from '../api';
import { kibibytes, number } from '../format';

const ORDER = ['name', 'domain', 'vendor', 'type', 'model', 'firmware', 'program', 'serial', 'operating_system', 'software', 'role', 'address'];

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

/** What it says of itself now. */
export function now(facts: readonly Fact[], attribute: string): string {
  return ordered(facts).find((fact) => fact.attribute === attribute && fact.until === undefined)?.value ?? '';
}

export const KINDS = ['seen', 'identity', 'peer', 'set', 'weak', 'anomaly'] as const;
export type Kind = (typeof KINDS)[number];

export interface Moment {
  time: number;
  kind: Kind;
  what: string;
  detail: string;
  frame?: Frame;
  anomaly?: string;
  /** Where one reads on. */
  href?: string;
}

/** What is remembered of it against what may be. */
export function memoryText(memory: Memory): string {
  const life = `Memory of its life: ${kibibytes(memory.bytes)} KiB of ${kibibytes(memory.limit)}`;
  if (memory.conversations === 0) return `${life}.`;
  const many = memory.conversations === 1 ? 'conversation' : 'conversations';
  const largest = `the largest ${kibibytes(memory.largest)} of ${kibibytes(memory.conversation_limit)}`;
  return `${life}, and ${number(memory.conversations)} ${many} that it began with ${kibibytes(memory.conversation_bytes)} KiB (${largest}).`;
}

export function frameText(frame: Frame | undefined): string {
  return frame ? `${frame.capture}, frame ${frame.frame}` : '';
}

const words = (attribute: string) => attribute.replaceAll('_', ' ');

/** Everything about the device in the order of time, the latest first. */
export function timeline(page: DevicePage): Moment[] {
  const all: Moment[] = [{ time: page.device.first, kind: 'seen', what: page.device.heard ? 'First seen' : 'First spoken of', detail: '' }];
  all.push({ time: page.device.last, kind: 'seen', what: page.device.heard ? 'Last seen' : 'Last spoken of', detail: '' });
  const changes = [
    ...page.changes.map((change) => ({ change, place: '' })),
    ...page.modules.flatMap((module) => module.changes.map((change) => ({ change, place: `${module.place}: ` }))),
  ];
  for (const { change, place } of changes)
    all.push({
      time: change.time,
      kind: 'identity',
      what: `${place}${words(change.attribute)} changed`,
      detail: `from ${change.from} to ${change.to} (${change.source})`,
      frame: change.frame,
    });
  for (const fact of page.facts)
    all.push({ time: fact.time, kind: 'identity', what: `${words(fact.attribute)} known`, detail: `${fact.value} (${fact.source})`, frame: fact.frame });
  for (const joint of page.joints)
    all.push({ time: joint.time, kind: 'identity', what: 'Found to be one device', detail: `${joint.a} and ${joint.b}: ${joint.reason}`, frame: joint.frame });
  for (const c of page.conduits) {
    const asks = c.client === page.device.id;
    const peer = asks ? c.server : c.client;
    const label = c.peer_name || (asks ? c.server_address : c.client_address);
    all.push({ time: c.first, kind: 'peer', what: asks ? `First asked ${label}` : `First asked by ${label}`, detail: c.service, href: `/devices/${peer}` });
  }
  for (const w of page.written)
    all.push({ time: w.time, kind: 'set', what: `${w.operation} ${w.target}`, detail: `${set(w)} from ${w.from} to ${w.to} (${w.service})` });
  for (const w of page.weaknesses)
    all.push({ time: w.since, kind: 'weak', what: w.title, detail: w.what, frame: w.evidence[0] });
  for (const anomaly of page.anomalies)
    all.push({ time: anomaly.time, kind: 'anomaly', what: anomaly.title, detail: `${anomaly.seen} (${anomaly.rarity})`, anomaly: anomaly.id });
  return all.sort((x, y) => y.time - x.time);
}

/** What a command sets, in short. */
export function set(w: Written): string {
  const value = w.fields.value ?? w.fields.values;
  return value === undefined ? '' : `${Array.isArray(value) ? value.slice(0, 4).join(', ') + (value.length > 4 ? ' …' : '') : String(value)}`;
}

export interface Neighbour {
  id: string;
  label: string;
  services: string;
  bytes: number;
  crossing: boolean;
  zone: string;
}

const NEIGHBOURS = 14;

/** The peers with most bytes on either side. */
export function neighbours(page: DevicePage): { askers: Neighbour[]; asked: Neighbour[]; left: number } {
  const askers = new Map<string, Neighbour & { names: Set<string> }>();
  const asked = new Map<string, Neighbour & { names: Set<string> }>();
  for (const c of page.conduits) {
    const asks = c.client === page.device.id;
    const id = asks ? c.server : c.client;
    const side = asks ? asked : askers;
    const known = side.get(id) ?? {
      id,
      label: c.peer_name || (asks ? c.server_address : c.client_address),
      services: '',
      bytes: 0,
      crossing: false,
      zone: asks ? c.to_zone : c.from_zone,
      names: new Set<string>(),
    };
    known.bytes += c.bytes;
    known.crossing ||= c.crossing;
    known.names.add(c.service);
    side.set(id, known);
  }
  const first = (side: typeof askers) =>
    [...side.values()]
      .sort((a, b) => b.bytes - a.bytes)
      .slice(0, NEIGHBOURS)
      .map((n) => ({ ...n, services: [...n.names].slice(0, 3).join(', ') + (n.names.size > 3 ? ' …' : '') }));
  const shown = { askers: first(askers), asked: first(asked) };
  return { ...shown, left: askers.size + asked.size - shown.askers.length - shown.asked.length };
}

/** Where a rhythm of so many seconds stands between 10 ms and a day, and how far it varies; 0 to 1 each. */
export function beat(seconds: number, variation: number): { at: number; from: number; to: number } {
  const place = (s: number) => Math.min(1, Math.max(0, Math.log(s / 0.01) / Math.log(86_400 / 0.01)));
  return { at: place(seconds), from: place(seconds / (1 + variation)), to: place(seconds * (1 + variation)) };
}

/** A stepped line through what was seen of a point, in a box of 120 by 24, and the band of what is usual; nothing for a single moment. */
export function course(p: Point): { line: string; band?: { y: number; height: number } } | undefined {
  const moments = p.course;
  const [first, last] = [moments[0], moments.at(-1)];
  if (!first || !last || moments.length < 2) return undefined;
  const low = Math.min(p.least, p.expected_low ?? p.least);
  const high = Math.max(p.greatest, p.expected_high ?? p.greatest);
  const x = (time: number) => (120 * (time - first[0])) / Math.max(1, last[0] - first[0]);
  const y = (value: number) => (high === low ? 12 : 22 - (20 * (value - low)) / (high - low));
  const line = moments.map(([time, value], i) => (i === 0 ? `M${x(time).toFixed(1)} ${y(value).toFixed(1)}` : `H${x(time).toFixed(1)}V${y(value).toFixed(1)}`)).join('');
  if (p.expected_low === undefined || p.expected_high === undefined) return { line };
  return { line, band: { y: y(p.expected_high), height: Math.max(1, y(p.expected_low) - y(p.expected_high)) } };
}

export interface Bar {
  time: number;
  amount: number;
  x: number;
  width: number;
  height: number;
}

/** As many bars as are kept, in a box of 240 by 40, the latest at the right; what was not watched is a gap. */
export function bars(strip: Chronicle['hour'], measure: Measure): Bar[] {
  const last = strip.past.at(-1);
  if (!last) return [];
  const most = Math.max(1, ...strip.past.map((past) => past[measure]));
  const wide = 240 / strip.kept;
  return strip.past.map((past) => ({
    time: past.time,
    amount: past[measure],
    x: 240 - wide * (1 + Math.round((last.time - past.time) / strip.seconds)),
    width: 0.85 * wide,
    height: (36 * past[measure]) / most,
  }));
}

/** At most six digits that count. */
export function figure(value: number): string {
  return Number(value.toPrecision(6)).toLocaleString('en-GB', { maximumSignificantDigits: 6, useGrouping: false });
}

/** 0.25 s, 12 s, 10 min, 24 h. */
export function period(seconds: number): string {
  const [value, unit] = seconds < 90 ? [seconds, 's'] : seconds < 5_400 ? [seconds / 60, 'min'] : [seconds / 3_600, 'h'];
  return `${value < 10 ? Number(value.toPrecision(2)) : Math.round(value)} ${unit}`;
}
