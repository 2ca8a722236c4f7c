import type { Device } from '../api';
import { deviceName, roleOf } from '../live.svelte';

/** A column of the inventory: what it shows first and below, and by what it sorts. */
export interface Column {
  key: string;
  label: string;
  /** Share of the width. */
  wide?: boolean;
  sort: (d: Device) => string | number;
}

const LAST = '\uffff';

export const COLUMNS: readonly Column[] = [
  { key: 'name', label: 'Name and address', wide: true, sort: (d) => deviceName(d) },
  { key: 'role', label: 'Role', wide: true, sort: (d) => `${roleOf(d)} ${deviceName(d)}` },
  { key: 'level', label: 'Level', sort: (d) => d.purdue ?? 9 },
  { key: 'criticality', label: 'Criticality', sort: (d) => -d.criticality },
  { key: 'vendor', label: 'Vendor', wide: true, sort: (d) => d.vendor.value || LAST },
  { key: 'model', label: 'Model', wide: true, sort: (d) => d.model.value || LAST },
  { key: 'firmware', label: 'Firmware', sort: (d) => d.firmware.value || LAST },
  { key: 'serial', label: 'Serial number', sort: (d) => d.serial.value || LAST },
  { key: 'system', label: 'Operating system', sort: (d) => d.operating_system.value || LAST },
  { key: 'zone', label: 'Zone', wide: true, sort: (d) => d.zone || LAST },
  { key: 'services', label: 'Services', wide: true, sort: (d) => d.services[0] ?? LAST },
  { key: 'changed', label: 'Changed', sort: (d) => -(d.changed ?? 0) },
  { key: 'first', label: 'First seen', sort: (d) => -d.first },
  { key: 'last', label: 'Last seen', sort: (d) => -d.last },
];

export const SHOWN_FIRST = ['name', 'role', 'level', 'vendor', 'model', 'firmware', 'zone', 'last'];

/** Where a word of the search may be narrowed to: {@code vendor:siemens}. */
const FIELDS: Record<string, (d: Device) => string> = {
  name: (d) => d.names.join(' '),
  address: (d) => [...d.addresses, ...d.macs].join(' '),
  role: (d) => d.role.value,
  level: (d) => String(d.purdue ?? ''),
  vendor: (d) => d.vendor.value,
  model: (d) => d.model.value,
  type: (d) => d.type.value,
  firmware: (d) => d.firmware.value,
  serial: (d) => d.serial.value,
  system: (d) => d.operating_system.value,
  domain: (d) => d.domain,
  zone: (d) => d.zone,
  service: (d) => d.services.join(' '),
  module: (d) => d.modules.map((m) => `${m.place} ${m.model} ${m.serial}`).join(' '),
};

/** Made once a device: a search asks for all of them with each letter. */
const texts = new WeakMap<Device, string>();

function everything(d: Device): string {
  let text = texts.get(d);
  if (text === undefined) {
    text = Object.values(FIELDS).map((field) => field(d)).join(' ').toLowerCase();
    texts.set(d, text);
  }
  return text;
}

/** Each word must be found; {@code field:word} only there, {@code -word} nowhere. */
export function matcher(query: string): (d: Device) => boolean {
  const words = query.toLowerCase().split(/\s+/).filter(Boolean);
  const tests = words.map((word) => {
    const no = word.startsWith('-') && word.length > 1;
    const text = no ? word.slice(1) : word;
    const colon = text.indexOf(':');
    const field = colon > 0 ? FIELDS[text.slice(0, colon)] : undefined;
    const sought = field ? text.slice(colon + 1) : text;
    return (d: Device) => (field ? field(d).toLowerCase() : everything(d)).includes(sought) !== no;
  });
  return (d) => tests.every((test) => test(d));
}

/** What can be chosen from a list: a value of the device and how it is called. */
export const FACETS: readonly { key: string; label: string; of: (d: Device) => string }[] = [
  { key: 'role', label: 'Role', of: (d) => roleOf(d) },
  { key: 'level', label: 'Level', of: (d) => (d.purdue === null ? 'unknown' : `level ${d.purdue}`) },
  { key: 'zone', label: 'Zone', of: (d) => d.zone || 'none' },
  { key: 'vendor', label: 'Vendor', of: (d) => d.vendor.value || 'unknown' },
  { key: 'heard', label: 'Heard', of: (d) => (d.heard ? 'heard' : 'only spoken of') },
  { key: 'changed', label: 'Changed', of: (d) => (d.changed ? 'changed' : 'as ever') },
];

const collator = new Intl.Collator('en', { numeric: true });

export function compare(a: string, b: string): number {
  return collator.compare(a, b);
}

/** So that numbers within a text stand in their order under plain comparison, a tenth of the cost of {@link compare} for a large site. */
function plain(key: string | number): string | number {
  return typeof key === 'number' ? key : key.toLowerCase().replace(/\d+/g, (digits) => digits.padStart(12, '0'));
}

/** Sorted by what `key` gives, the equal ones by their id. */
export function sorted(devices: readonly Device[], key: (d: Device) => string | number): Device[] {
  const rows = devices.map((d) => ({ d, k: plain(key(d)) }));
  rows.sort((a, b) => (a.k < b.k ? -1 : a.k > b.k ? 1 : a.d.id < b.d.id ? -1 : 1));
  return rows.map((row) => row.d);
}
