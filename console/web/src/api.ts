/** What the appliance says, as docs/reference/api.md has it. Times are epoch seconds. */

export interface Me {
  user: string;
  must_change: boolean;
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
    counterfactual?: string;
  };
}

export interface Told {
  value: string;
  confidence?: number;
  source?: string;
  frame?: { capture: string; frame: number };
}

export interface Device {
  id: string;
  addresses: string[];
  macs: string[];
  names: string[];
  vendor: Told;
  type: Told;
  role: Told;
  purdue: number | null;
  model: Told;
  firmware: Told;
  serial: Told;
  first: number;
  last: number;
  zone: string;
  services: string[];
  heard: boolean;
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

export interface DevicePage {
  device: Device;
  facts: { attribute: string; value: string; source: string; confidence: number; time: number; frame?: { capture: string; frame: number } }[];
  conduits: Conduit[];
  anomalies: Anomaly[];
  weaknesses: Weakness[];
  advisories: AdvisoryMatch[];
  activity: { time: number; bytes: number; packets: number }[];
  operations: { peer: string; service: string; operation: string; target: string; count: number; last: number }[];
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
  crossings: { from: string; to: string; conversations: number; answered: number; packets: number; bytes: number; first: number; last: number }[];
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
  logout: () => call<void>('POST', 'logout', {}),
  status: () => call<Status>('GET', 'status'),
  incidents: () => call<Incident[]>('GET', 'incidents?limit=500'),
  incident: (id: string) => call<Incident>('GET', `incidents/${encodeURIComponent(id)}`),
  devices: () => call<Device[]>('GET', 'devices'),
  device: (id: string) => call<DevicePage>('GET', `devices/${encodeURIComponent(id)}`),
  weaknesses: () => call<Weakness[]>('GET', 'weaknesses'),
  advisories: () => call<AdvisoryMatch[]>('GET', 'advisories'),
  audits: () => call<AuditReport[]>('GET', 'audits'),
  gap: () => call<Gap>('GET', 'gap'),
  attestations: () => call<{ key: string; attestations: Attestation[] }>('GET', 'gap/attestations'),
  attestationBundle: '/api/v1/gap/attestations/bundle',
  map: () => call<{ nodes: Device[]; edges: Conduit[] }>('GET', 'map'),
  attacks: () => call<AttackMenu>('GET', 'demo/attacks'),
  startAttack: (name: string) => call<void>('POST', `demo/attacks/${encodeURIComponent(name)}`, {}),
  packetsOf: (anomaly: string) => `/api/v1/anomalies/${encodeURIComponent(anomaly)}/packets`,
};
