/** Names of the techniques that Postern speaks of, as MITRE ATT&CK has them (for ICS; T1048 is of the enterprise matrix). */
const NAMES: Record<string, string> = {
  T0803: 'Block Command Message',
  T0804: 'Block Reporting Message',
  T0806: 'Brute Force I/O',
  T0814: 'Denial of Service',
  T0816: 'Device Restart/Shutdown',
  T0826: 'Loss of Availability',
  T0830: 'Adversary-in-the-Middle',
  T0836: 'Modify Parameter',
  T0839: 'Module Firmware',
  T0840: 'Network Connection Enumeration',
  T0843: 'Program Download',
  T0845: 'Program Upload',
  T0846: 'Remote System Discovery',
  T0855: 'Unauthorized Command Message',
  T0856: 'Spoof Reporting Message',
  T0857: 'System Firmware',
  T0858: 'Change Operating Mode',
  T0859: 'Valid Accounts',
  T0860: 'Wireless Compromise',
  T0864: 'Transient Cyber Asset',
  T0866: 'Exploitation of Remote Services',
  T0867: 'Lateral Tool Transfer',
  T0882: 'Theft of Operational Information',
  T0883: 'Internet Accessible Device',
  T0885: 'Commonly Used Port',
  T0886: 'Remote Services',
  T0888: 'Remote System Information Discovery',
  T0889: 'Modify Program',
  T0892: 'Change Credential',
  T1048: 'Exfiltration Over Alternative Protocol',
};

export function technique(id: string): string {
  return NAMES[id] ? `${id} ${NAMES[id]}` : id;
}
