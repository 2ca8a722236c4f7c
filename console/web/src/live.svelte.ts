import { api, words, type Device, type Incident, type Status } from './api';

/** After a refusal. */
const RETRY_MILLIS = 3_000;

/** What the whole page shares and the appliance keeps up to date by server-sent events. */
class Live {
  status = $state<Status | null>(null);
  incidents = $state<Incident[]>([]);
  connected = $state(false);
  /** Why something could not be loaded, until something can. */
  problem = $state('');
  /** Rises whenever a device or anomaly changed: screens that show them load again. */
  devicesVersion = $state(0);
  anomaliesVersion = $state(0);
  private source: EventSource | null = null;
  private again: ReturnType<typeof setTimeout> | undefined;

  async start() {
    this.stop();
    [this.status, this.incidents] = await Promise.all([api.status(), api.incidents()]);
    const source = new EventSource('/api/v1/events');
    this.source = source;
    source.onopen = () => {
      this.connected = true;
      // What happened while the line was down.
      void this.tell(api.incidents().then((all) => (this.incidents = all)));
      this.problem = '';
    };
    source.onerror = () => {
      this.connected = false;
      // The browser tries again by itself where the line broke, but not where the appliance refused: perhaps the session has ended.
      if (source.readyState === EventSource.CLOSED) this.again = setTimeout(() => void this.tell(this.start()), RETRY_MILLIS);
    };
    source.addEventListener('incident', (e) => this.place(JSON.parse((e as MessageEvent<string>).data) as Incident));
    source.addEventListener('anomaly', () => this.anomaliesVersion++);
    source.addEventListener('device', () => this.devicesVersion++);
    source.addEventListener('status', (e) => (this.status = JSON.parse((e as MessageEvent<string>).data) as Status));
  }

  stop() {
    clearTimeout(this.again);
    this.source?.close();
    this.source = null;
    this.connected = false;
  }

  /** Waits for a load, and says so at the top of the page if it fails. */
  async tell(load: Promise<unknown>) {
    try {
      await load;
      this.problem = '';
    } catch (error) {
      this.problem = words(error);
    }
  }

  private place(incident: Incident) {
    const at = this.incidents.findIndex((i) => i.id === incident.id);
    if (at < 0) this.incidents = [incident, ...this.incidents];
    else this.incidents[at] = incident;
  }
}

export const live = new Live();

const ROLE_UNKNOWN = 'unknown role';
const ABBREVIATION = /\b(hmi|rtu|plc|dhcp|dns|ntp|io|ied|scada)\b/g;

export function deviceName(device: Pick<Device, 'names' | 'addresses' | 'macs' | 'id'>): string {
  return device.names[0] ?? device.addresses[0] ?? device.macs[0] ?? device.id;
}

export function roleOf(device: Device): string {
  return (device.role.value || ROLE_UNKNOWN).replace(ABBREVIATION, (word) => word.toUpperCase());
}
