/** Devices and accounts, and all that is remembered of them. */

import type { Anomaly } from './findings';
import type { AdvisoryMatch, Weakness } from './weak';

export interface Told {
  value: string;
  confidence?: number;
  source?: string;
  frame?: { capture: string; frame: number };
}

export interface Module {
  place: string;
  vendor: string;
  type: string;
  model: string;
  firmware: string;
  serial: string;
}

export interface Fact {
  attribute: string;
  value: string;
  source: string;
  confidence: number;
  time: number;
  last: number;
  /** When the same source said something else instead; missing while it holds. */
  until?: number;
  frame?: { capture: string; frame: number };
}

export interface Change {
  attribute: string;
  from: string;
  to: string;
  source: string;
  time: number;
  frame: { capture: string; frame: number };
}

export interface Device {
  id: string;
  addresses: string[];
  macs: string[];
  names: string[];
  vendor: Told;
  type: Told;
  role: Told & { why: string };
  purdue: number | null;
  model: Told;
  firmware: Told;
  serial: Told;
  first: number;
  last: number;
  zone: string;
  services: string[];
  heard: boolean;
  domain: string;
  operating_system: Told;
  /** 1 to 5, 0 where the role is unknown. */
  criticality: number;
  modules: Module[];
  /** When it last said something else than before. */
  changed?: number;
}

export interface Conduit {
  id: string;
  client: string;
  server: string;
  client_address: string;
  server_address: string;
  service: string;
  from_zone: string;
  to_zone: string;
  crossing: boolean;
  first: number;
  last: number;
  packets: number;
  bytes: number;
  answered: boolean;
}

export interface Written {
  time: number;
  from: string;
  to: string;
  service: string;
  operation: string;
  target: string;
  fields: Record<string, unknown>;
}

export interface Threat {
  probability: number;
  consequence: number;
  since: number;
  reasons: { anomaly: string; title: string; factor: number; time: number }[];
}

export interface Habit {
  what: string;
  first: number;
  last: number;
  minutes: number;
}

/** An account that was seen on the wire. */
export interface Person {
  account: string;
  first: number;
  last: number;
  minutes: number;
  from: Habit[];
  on: Habit[];
  over: Habit[];
  /** Of the day, UTC. */
  hours: number[];
  threat?: Threat;
}

/** Bytes that the pattern of life takes. */
export interface Memory {
  bytes: number;
  limit: number;
  /** Those that the device began, what they take, and the largest of them. */
  conversations: number;
  conversation_bytes: number;
  largest: number;
  conversation_limit: number;
}

export const MEASURES = ['bytes', 'packets', 'connections', 'failures', 'peers'] as const;
export type Measure = (typeof MEASURES)[number];
export type Past = { time: number } & Record<Measure, number>;
export type Chronicle = Record<'hour' | 'day' | 'week' | 'quarter', { seconds: number; kept: number; past: Past[] }>;

export interface DevicePage {
  device: Device;
  threat?: Threat;
  memory?: Memory;
  facts: Fact[];
  modules: (Module & { facts: Fact[]; changes: Change[] })[];
  changes: Change[];
  joints: { a: string; b: string; reason: string; time: number; frame?: { capture: string; frame: number } }[];
  conduits: (Conduit & { peer_name: string; peer_role: string })[];
  anomalies: Anomaly[];
  weaknesses: Weakness[];
  advisories: AdvisoryMatch[];
  activity: { time: number; bytes: number; packets: number }[];
  operations: {
    peer: string;
    service: string;
    operation: string;
    target: string;
    count: number;
    last: number;
    /** Seconds; 0 where it is not known. */
    period: number;
    /** As a share of the rhythm. */
    variation: number;
  }[];
  written: Written[];
  kin: Device[];
}

/** What was seen of one point of a device, or of one that it reads or sets. */
export interface Point {
  name: string;
  written: boolean;
  serves: boolean;
  peer: string;
  service: string;
  unit: string;
  type: string;
  behaves: string;
  quality: string;
  last: number;
  changed: number;
  first: number;
  time: number;
  samples: number;
  least: number;
  low: number;
  median: number;
  high: number;
  greatest: number;
  expected_low?: number;
  expected_high?: number;
  course: [time: number, value: number][];
}
