import type { Conduit, Device } from './api';
import { deviceName } from './live.svelte';

/** How the map is laid out and what of it was there when; nothing here draws. */

export interface Place {
  x: number;
  y: number;
}

/** A zone or a level, as it lies on the map: the lower left corner and the extent. */
export interface Box {
  name: string;
  kind: string;
  x: number;
  y: number;
  width: number;
  height: number;
}

export interface Layout {
  places: Map<string, Place>;
  boxes: Box[];
}

export const LEVELS = [
  [5, 'Level 5 · outside'],
  [4, 'Level 4 · office'],
  [3.5, 'DMZ'],
  [3, 'Level 3 · operations'],
  [2, 'Level 2 · supervision'],
  [1, 'Level 1 · control'],
  [0, 'Level 0 · process'],
] as const;

const LEVEL_UNKNOWN = 4.6;
const ROW_MAX = 24;
/** From the outside inward. */
const KINDS = ['outside', 'office', 'network', 'supervision', 'control', 'link'];

function order(a: Device, b: Device): number {
  return (a.zone + a.role.value + a.id).localeCompare(b.zone + b.role.value + b.id);
}

/** Levels from the outside, above, to the process, below; as wide as high times {@code aspect}. */
export function purdue(devices: Device[], aspect: number): Layout {
  const rows = new Map<number, Device[]>();
  for (const device of devices) {
    const level = device.purdue ?? LEVEL_UNKNOWN;
    const row = rows.get(level);
    if (row) row.push(device);
    else rows.set(level, [device]);
  }
  const levels = [...rows.keys()];
  const step = 100 / aspect / Math.max(1, Math.max(...levels) - Math.min(...levels)) || 14;
  const places = new Map<string, Place>();
  for (const [level, row] of rows) {
    row.sort(order);
    const deep = Math.max(1, Math.ceil(row.length / Math.max(ROW_MAX, Math.sqrt(row.length) * 4)));
    const inRow = Math.ceil(row.length / deep);
    row.forEach((device, i) => {
      const line = Math.floor(i / inRow);
      places.set(device.id, {
        x: 100 * ((((i % inRow) + 0.5 + (line % 2) * 0.25) / inRow) - 0.5),
        y: step * (level + line * (0.6 / deep)),
      });
    });
  }
  const boxes = levels.map((level) => ({
    name: LEVELS.find(([known]) => known === level)?.[1] ?? 'Level unknown',
    kind: 'level',
    x: -52,
    y: step * (level - 0.18),
    width: 104,
    height: step * 0.9 * Math.min(1, gapAbove(level, levels)),
  }));
  return { places, boxes };
}

function gapAbove(level: number, levels: number[]): number {
  const above = levels.filter((other) => other > level);
  // Above the topmost is the edge of the map.
  return above.length === 0 ? 0.6 : Math.min(...above) - level;
}

/** Each zone a block, those of a kind in rows, the outside above. */
export function zones(devices: Device[], kindOf: (zone: string) => string, aspect: number): Layout {
  const members = new Map<string, Device[]>();
  for (const device of devices) {
    const of = members.get(device.zone);
    if (of) of.push(device);
    else members.set(device.zone, [device]);
  }
  const blocks = [...members].map(([name, of]) => {
    const columns = Math.max(3, Math.ceil(Math.sqrt(of.length * 1.8)));
    return { name, kind: kindOf(name), of: of.sort(order), columns, lines: Math.ceil(of.length / columns) };
  });
  blocks.sort((a, b) => KINDS.indexOf(a.kind) - KINDS.indexOf(b.kind) || a.name.localeCompare(b.name, 'en', { numeric: true }));
  const widest = Math.max(...blocks.map((b) => b.columns + 2), Math.sqrt(blocks.reduce((sum, b) => sum + (b.columns + 2) * (b.lines + 3), 0) * aspect));
  const places = new Map<string, Place>();
  const boxes: Box[] = [];
  let x = 0;
  let top = 0;
  let high = 0;
  let kind = blocks[0]?.kind;
  for (const block of blocks) {
    const width = block.columns + 1;
    if (x > 0 && (x + width > widest || block.kind !== kind)) {
      top -= high + 1;
      x = 0;
      high = 0;
    }
    kind = block.kind;
    const height = block.lines + 1.4;
    boxes.push({ name: block.name, kind: block.kind, x, y: top - height, width, height });
    block.of.forEach((device, i) =>
      places.set(device.id, { x: x + 1 + (i % block.columns), y: top - 1.4 - Math.floor(i / block.columns) }),
    );
    x += width + 1;
    high = Math.max(high, height);
  }
  return { places, boxes };
}

/** The block in which a point lies. */
export function boxAt(boxes: Box[], at: Place): Box | undefined {
  return boxes.find((b) => at.x >= b.x && at.x <= b.x + b.width && at.y >= b.y && at.y <= b.y + b.height);
}

/** IT folded: office devices become one node per zone, because the question is who reaches the plant. */
export function folded(nodes: Device[], edges: Conduit[]): [Device[], Conduit[]] {
  const into = new Map<string, string>();
  const count = new Map<string, number>();
  const shown = new Map<string, Device>();
  for (const device of nodes) {
    if ((device.purdue ?? 0) < 4) {
      shown.set(device.id, device);
      continue;
    }
    const key = `zone:${device.zone}`;
    into.set(device.id, key);
    const members = (count.get(key) ?? 0) + 1;
    count.set(key, members);
    const known = shown.get(key);
    shown.set(key, {
      ...(known ?? device),
      id: key,
      first: Math.min(device.first, known?.first ?? device.first),
      last: Math.max(device.last, known?.last ?? device.last),
      heard: device.heard || (known?.heard ?? false),
      names: [`${device.zone || 'office'} (${members})`],
      role: { value: 'zone', why: '' },
    });
  }
  const moved = edges.map((e) => ({ ...e, client: into.get(e.client) ?? e.client, server: into.get(e.server) ?? e.server }));
  return [[...shown.values()], moved.filter((e) => e.client !== e.server)];
}

const DAY = 86_400;
const WEEK = 7 * DAY;
const HOUR = 3_600;

/** Known by then, and not silent for more than a week. */
export function wasThere(seen: { first: number; last: number }, at: number): boolean {
  return seen.first <= at && seen.last >= at - WEEK;
}

export type Look = 'fresh' | 'crossing' | 'broken' | 'usual';

/** What a conversation is at a moment: begun within the hour, silent for a day, across zones, or none of it. */
export function look(edge: Conduit, at: number, since: number): Look {
  if (at - edge.first < HOUR && edge.first - since > HOUR) return 'fresh';
  if (edge.last < at - DAY) return 'broken';
  return edge.crossing ? 'crossing' : 'usual';
}

/** The node nearest to another in a direction: what an arrow key goes to. */
export function neighbour(from: Place, dx: number, dy: number, all: Iterable<[string, Place]>): string {
  let best = '';
  let least = Infinity;
  for (const [id, at] of all) {
    const along = (at.x - from.x) * dx + (at.y - from.y) * dy;
    const aside = Math.abs((at.x - from.x) * dy) + Math.abs((at.y - from.y) * dx);
    if (along <= 1e-6) continue;
    const far = along + 3 * aside;
    if (far < least) {
      least = far;
      best = id;
    }
  }
  return best;
}

export function nameAndAddress(device: Device): string {
  const name = deviceName(device);
  const address = device.addresses[0] ?? device.macs[0] ?? '';
  return name === address ? name : `${name} · ${address}`;
}
