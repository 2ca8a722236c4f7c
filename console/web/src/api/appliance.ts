/** Who is logged in, how the appliance is, and the attacks of a demonstration. */

import type { GapState } from './gap';

export interface Me {
  user: string;
  must_change: boolean;
  /** This screen only shows. */
  wall: boolean;
  csrf: string;
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
