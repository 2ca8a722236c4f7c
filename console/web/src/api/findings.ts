/** Incidents, anomalies, why, and what people said of them. */

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
  never_hidden: boolean;
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
  complete: boolean;
}

export interface Frame {
  capture: string;
  frame: number;
}
