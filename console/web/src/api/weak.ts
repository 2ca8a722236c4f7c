/** Weak spots, advisories, audits. */

import type { Frame } from './findings';

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
