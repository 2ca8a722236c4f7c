/** What the appliance says, as docs/reference/api.md has it. Times are epoch seconds. */

export interface Me {
  user: string;
  must_change: boolean;
  /** This screen only shows. */
  wall: boolean;
  csrf: string;
}

export interface Party {
  device: string;
  addresses: string[];
  macs: string[];
  names: string[];
  part: string;
}

export type Tier = 'incident' | 'notice' | 'observation';

export interface Incident {
  id: string;
  version: number;
  first: number;
  last: number;
  title: string;
  narrative: string;
  devices: Party[];
  tier: Tier;
  rarity: string;
  consequence: number;
  rank: number;
  techniques: string[];
  anomalies: string[];
  held_back?: Tier;
  anomaly_list?: Anomaly[];
}

export interface Anomaly {
  id: string;
  time: number;
  device: string | null;
  peer: string | null;
  service: string;
  channel: string;
  situation: string;
  title: string;
  expected: string;
  seen: string;
  pvalue: number;
  rarity: string;
  consequence: number;
  evidence: { capture: string; frame: number }[];
  techniques: string[];
  never_hidden: boolean;
  explanation: {
    low?: number;
    middle?: number;
    high?: number;
    seen?: number;
    unit?: string;
    since?: number;
    samples: number;
    group_size: number;
    group_ever: number;
    shares: Record<string, number>;
    broken?: { channel: string; what: string; expected: string; seen: string }[];
    counterfactual?: string;
  };
  answer?: string;
}

export interface Why {
  basis: string;
  answer: string;
  signals?: { channel: string; what: string; expected?: string; seen?: string; law: string; numbers: Record<string, number>; p: number; p_again: number; weighed: number; weighed_again: number }[];
  shares?: Record<string, number>;
  tests?: number;
  pvalue?: number;
  threshold?: number;
  stories: { id: string; title: string; tier: Tier; held_back: Tier | null; rule: string }[];
  agrees: boolean;
}

export interface WordRequest {
  anomaly: string;
  kind: string;
  scope: string;
  days: number;
  note: string;
}

export interface DecreeLine {
  id: string;
  type: 'word' | 'window' | 'budget' | 'withdrawal';
  author: string;
  heard: number | null;
  withdrawn: boolean;
  kind?: string;
  scope?: string;
  reach?: string;
  title?: string;
  time?: number;
  days?: number;
  note?: string;
  who?: string[];
  devices?: string[];
  verbs?: string[];
  from?: number;
  until?: number | null;
  incidents_per_day?: number;
  notices_per_day?: number;
}

export interface Deed {
  anomaly: string;
  time: number;
  situation: string;
  title: string;
  seen: string;
  device: string;
  peer: string | null;
  times: number;
}

export interface Reconciliation {
  told: string | null;
  done: string;
  missing: string;
  within: Deed[];
  within_more: number;
  beyond: Deed[];
  beyond_more: number;
}

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

export interface Weakness {
  id: string;
  kind: string;
  device: string;
  address: string;
  title: string;
  what: string;
  why: string;
  remedy: string;
  rank: number;
  state: 'open' | 'not seen since';
  since: number;
  last: number;
  evidence: Frame[];
}

export interface AdvisoryMatch {
  advisory: string;
  publisher: string;
  title: string;
  device: string;
  verdict: 'affected' | 'cannot tell';
  confidence: number;
  reason: string;
  cves: string[];
  score: number | null;
  remedies: string[];
}

export interface AuditReport {
  span: string;
  sentence: string;
  since: number;
  time: number;
  sections: {
    name: string;
    title: string;
    why: string;
    items: { devices: string[]; sentence: string; detail: string; first: number; last: number; evidence: Frame[] }[];
    left_out: number;
  }[];
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

export type GapState = 'holds' | 'doubtful' | 'open' | 'unknown';

export interface Frame {
  capture: string;
  frame: number;
}

interface Seen {
  first: number;
  last: number;
  evidence: Frame[];
}

export interface GapPath extends Seen {
  id: string;
  host: string;
  sentence: string;
  confidence: number;
  current: boolean;
  answered: boolean;
  from_outside: boolean;
  outside: string[];
  outside_count: number;
  services: string[];
  hops: { address: string; device: string; what: string; via: string }[];
  reach: string[];
  packets: number;
}

export interface Gap {
  state: GapState;
  sentence: string;
  confidence: number;
  confidence_why: string;
  state_since: number;
  since: number;
  time: number;
  paths: GapPath[];
  attempts: (Seen & { host: string; kind: string; what: string; count: number; refused: number })[];
  attempts_left_out: number;
  inferences: (Seen & { kind: string; sentence: string; reason: string; confidence: number; outward: boolean; devices: string[] })[];
  coverage: { zone: string; devices: number; seen: number; shares: { name: string; value: number; words: string }[] }[];
  blind_spots: { zone: string; what: string; remedy: string }[];
  /** Address to device, of those that inferences and attempts name. */
  device_of: Record<string, string>;
  crossings: { from: string; to: string; conversations: number; answered: number; packets: number; bytes: number; first: number; last: number }[];
}

export type Ask = 'connect' | 'read' | 'write' | 'engineer';

/** What is left out is any. */
export interface Decision {
  kind: 'zone_rule' | 'place' | 'allow' | 'deny' | 'learn' | 'withdraw';
  zone?: string;
  to_zone?: string;
  subnet?: string;
  vlan?: number;
  role?: string;
  name?: string;
  device?: string;
  service?: string;
  ask?: Ask;
  withdrawn?: number;
}

export interface Use {
  service: string;
  ask: Ask;
  ports: string[];
  allowed: boolean;
  basis: string;
  conversations: number;
  packets: number;
  first: number;
  last: number;
}

export interface Zoning {
  time: number;
  learned: boolean;
  zones: { name: string; kind: string; why: string; subnets: string[]; addresses: string[]; devices: number; decided: boolean }[];
  conduits: { from: string; to: string; written: boolean; uses: Use[] }[];
  proposals: { id: string; title: string; why: string; confidence: number; decisions: Decision[]; devices: string[] }[];
  decisions: (Decision & { number: number; time: number; made: number; who: string; sentence: string })[];
}

export interface Rehearsal {
  sentence: string;
  from: number;
  to: number;
  conversations: number;
  crossing: number;
  blocked: { client: string; server: string; from: string; to: string; service: string; ask: Ask; periodic: boolean; basis: string; sentence: string }[];
  left: number;
}

export interface Attestation {
  seq: number;
  until: number;
  state: GapState;
  sentence: string;
  confidence: number;
  hash: string;
}

export interface Status {
  mode: string;
  time: number;
  gap: { sentence: string; state: GapState };
  incidents: { incident: number; notice: number; observation: number };
  budget: { used: number; per_day: number };
  frames: number;
  bytes: number;
  frames_per_second: number;
  devices: number;
  conversations: number;
  memory: {
    devices: number;
    bytes: number;
    largest_device: number;
    device_limit: number;
    conversations: number;
    conversation_bytes: number;
    largest_conversation: number;
    conversation_limit: number;
  };
  learning: { since: number; share: number; sentence: string };
  blind_spots: { title: string; text: string }[];
  interfaces: { name: string; state: string; received: number; dropped: number }[];
  today: { time: number; text: string; device: string }[];
}

/** Only a demonstration has it. */
export interface AttackMenu {
  attacks: { name: string; title: string; text: string; began: number }[];
  deeds: { time: number; attack: string; text: string; source: string; target: string; technique: string; harmful: boolean }[];
}

export class ApiError extends Error {
  constructor(
    readonly status: number,
    message: string,
    /** Seconds to wait before another try, where the appliance says so. */
    readonly retryAfter: number,
  ) {
    super(message);
  }
}

/** What to tell a person about a failure. */
export function words(error: unknown): string {
  return error instanceof ApiError ? error.message : 'The appliance does not answer.';
}

/** Who wants to know that the appliance knows this session no longer. */
export const session = { ended: () => {} };

let csrf = '';

async function call<T>(method: string, path: string, body?: unknown): Promise<T> {
  const headers: Record<string, string> = {};
  if (body !== undefined) headers['Content-Type'] = 'application/json';
  if (method !== 'GET') headers['X-CSRF-Token'] = csrf;
  const answer = await fetch(`/api/v1/${path}`, {
    method,
    headers,
    credentials: 'same-origin',
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  if (!answer.ok) {
    if (answer.status === 401 && path !== 'login') session.ended();
    const said = (await answer.json().catch(() => ({}))) as { error?: string };
    throw new ApiError(answer.status, said.error ?? answer.statusText, Number(answer.headers.get('Retry-After') ?? 0));
  }
  if (answer.status === 204) return undefined as T;
  return (await answer.json()) as T;
}

async function identified(answer: Promise<Me>): Promise<Me> {
  const me = await answer;
  csrf = me.csrf;
  return me;
}

export const api = {
  /** Who is logged in, if anybody. */
  me: async (): Promise<Me | null> => {
    const me = await call<Me | { user: null }>('GET', 'me');
    return me.user === null ? null : identified(Promise.resolve(me));
  },
  login: (user: string, password: string) => identified(call<Me>('POST', 'login', { user, password })),
  changePassword: (old: string, fresh: string) => identified(call<Me>('POST', 'password', { old, new: fresh })),
  makeWall: () => identified(call<Me>('POST', 'wall', {})),
  logout: () => call<void>('POST', 'logout', {}),
  status: () => call<Status>('GET', 'status'),
  incidents: () => call<Incident[]>('GET', 'incidents?limit=500'),
  incident: (id: string) => call<Incident>('GET', `incidents/${encodeURIComponent(id)}`),
  devices: () => call<Device[]>('GET', 'devices'),
  deviceExport: (format: 'csv' | 'json' | 'cyclonedx') => `/api/v1/devices/export/${format}`,
  device: (id: string) => call<DevicePage>('GET', `devices/${encodeURIComponent(id)}`),
  chronicle: (id: string) => call<Chronicle>('GET', `devices/${encodeURIComponent(id)}/chronicle`),
  points: (id: string) => call<{ hours: number; more: boolean; points: Point[] }>('GET', `devices/${encodeURIComponent(id)}/points`),
  persons: () => call<Person[]>('GET', 'persons'),
  person: (account: string) => call<Person & { anomalies: Anomaly[] }>('GET', `persons/${encodeURIComponent(account)}`),
  weaknesses: () => call<Weakness[]>('GET', 'weaknesses'),
  advisories: () => call<AdvisoryMatch[]>('GET', 'advisories'),
  audits: () => call<AuditReport[]>('GET', 'audits'),
  gap: () => call<Gap>('GET', 'gap'),
  attestations: () => call<{ key: string; attestations: Attestation[] }>('GET', 'gap/attestations'),
  attestationBundle: '/api/v1/gap/attestations/bundle',
  map: () => call<{ nodes: Device[]; edges: Conduit[] }>('GET', 'map'),
  zones: () => call<Zoning>('GET', 'zones'),
  /** Answers when they count. */
  decide: (decisions: Decision[]) => call<Zoning>('POST', 'zones/decisions', { decisions }),
  rehearse: (draft: Decision[], hours: number) => call<Rehearsal>('POST', 'policy/rehearsal', { draft, hours }),
  policyNftables: '/api/v1/policy/nftables',
  policyTable: '/api/v1/policy/csv',
  attacks: () => call<AttackMenu>('GET', 'demo/attacks'),
  startAttack: (name: string) => call<void>('POST', `demo/attacks/${encodeURIComponent(name)}`, {}),
  why: (anomaly: string) => call<Why>('GET', `anomalies/${encodeURIComponent(anomaly)}/why`),
  previewWord: (word: WordRequest) => call<{ sentence: string }>('POST', 'words/preview', word),
  sayWord: (word: WordRequest) => call<{ id: string }>('POST', 'words', word),
  decrees: () => call<DecreeLine[]>('GET', 'decrees'),
  reconciliation: (id: string) => call<Reconciliation>('GET', `windows/${encodeURIComponent(id)}`),
  announce: (window: unknown) => call<{ id: string }>('POST', 'windows', window),
  setBudget: (budget: unknown) => call<{ id: string }>('POST', 'budget', budget),
  withdraw: (id: string) => call<{ id: string }>('DELETE', `decrees/${encodeURIComponent(id)}`),
  packetsOf: (anomaly: string) => `/api/v1/anomalies/${encodeURIComponent(anomaly)}/packets`,
};
