/** Zones, policy, and what people decide about them. */

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
