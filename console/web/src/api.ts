/** What the appliance says, as docs/reference/api.md has it. Times are epoch seconds. */

import type { AttackMenu, Me, Status } from './api/appliance';
import type { Chronicle, Conduit, Device, DevicePage, Person, Point } from './api/devices';
import type { Anomaly, DecreeLine, Incident, Reconciliation, Why, WordRequest } from './api/findings';
import type { Attestation, Gap } from './api/gap';
import type { AdvisoryMatch, AuditReport, Weakness } from './api/weak';
import type { Decision, Rehearsal, Zoning } from './api/zones';

export * from './api/appliance';
export * from './api/devices';
export * from './api/findings';
export * from './api/gap';
export * from './api/weak';
export * from './api/zones';

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
