/** How far the gap holds. */

import type { Frame } from './findings';

export type GapState = 'holds' | 'doubtful' | 'open' | 'unknown';

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

export interface Attestation {
  seq: number;
  until: number;
  state: GapState;
  sentence: string;
  confidence: number;
  hash: string;
}
