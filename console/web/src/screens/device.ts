import type { DevicePage, Fact, Frame } from '../api';

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
