package dev.postern.wire.it.purpose;

import dev.postern.wire.Turn;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/**
 * What a host name or a user agent is known for. A name counts with all names below it; the longest known one decides. One lookup costs as many
 * hashes as the name has labels; the lists are small on purpose: what software in plants and offices calls of itself.
 *
 * @param purpose {@code update}, {@code telemetry}, {@code connectivity check}, {@code remote access}, {@code vpn}, {@code tunnel}, {@code dynamic dns},
 *     {@code dns over https}, {@code file sharing}, {@code chat}
 * @param tool what calls or is called, by its maker's name
 */
public record Purpose(String purpose, String tool) {
    private static final int LABELS_MAX = 16;
    private static final Purpose WSUS = new Purpose("update", "WSUS");
    private static final Map<String, Purpose> NAMES = new HashMap<>();
    private static final Map<String, Purpose> AGENTS = new HashMap<>();

    static {
        names(
                "update",
                "Windows Update",
                "windowsupdate.com update.microsoft.com delivery.mp.microsoft.com windowsupdate.microsoft.com");
        names("update", "Microsoft Defender", "wdcp.microsoft.com wdcpalt.microsoft.com wd.microsoft.com");
        names("update", "Microsoft Office", "officecdn.microsoft.com officeclient.microsoft.com");
        names("update", "Apple", "swscan.apple.com swcdn.apple.com mesu.apple.com gdmf.apple.com");
        names("update", "Ubuntu", "archive.ubuntu.com security.ubuntu.com changelogs.ubuntu.com snapcraft.io");
        names("update", "Debian", "deb.debian.org security.debian.org ftp.debian.org");
        names(
                "update",
                "Red Hat",
                "cdn.redhat.com subscription.rhsm.redhat.com mirrorlist.centos.org mirrors.fedoraproject.org");
        names("update", "Google", "update.googleapis.com tools.google.com dl.google.com");
        names("update", "Mozilla", "aus5.mozilla.org download.mozilla.org firefox.settings.services.mozilla.com");
        names("update", "Symantec", "liveupdate.symantec.com liveupdate.symantecliveupdate.com");
        names("update", "Kaspersky", "kaspersky-labs.com geo.kaspersky.com");
        names("update", "McAfee", "update.nai.com download.nai.com");
        names("update", "Trend Micro", "activeupdate.trendmicro.com");
        names("update", "Adobe", "armmf.adobe.com ardownload.adobe.com");
        names("update", "Oracle Java", "javadl-esd-secure.oracle.com javadl.sun.com");
        names("update", "VMware", "vapp-updates.vmware.com hostupdate.vmware.com");
        names(
                "telemetry",
                "Windows",
                "vortex.data.microsoft.com vortex-win.data.microsoft.com settings-win.data.microsoft.com events.data.microsoft.com");
        names(
                "telemetry",
                "Windows",
                "telemetry.microsoft.com watson.microsoft.com oca.telemetry.microsoft.com dmd.metaservices.microsoft.com");
        names("telemetry", "Microsoft Office", "nexus.officeapps.live.com nexusrules.officeapps.live.com");
        names("telemetry", "Mozilla", "telemetry.mozilla.org");
        names(
                "telemetry",
                "Google",
                "google-analytics.com app-measurement.com crashlytics.com safebrowsing.googleapis.com");
        names("telemetry", "Sentry", "sentry.io");
        names("telemetry", "Ubuntu", "metrics.ubuntu.com daisy.ubuntu.com popcon.ubuntu.com");
        names("telemetry", "NVIDIA", "telemetry.nvidia.com events.gfe.nvidia.com");
        names("connectivity check", "Windows", "msftconnecttest.com msftncsi.com");
        names("connectivity check", "Apple", "captive.apple.com");
        names("connectivity check", "Android", "connectivitycheck.gstatic.com connectivitycheck.android.com");
        names("connectivity check", "Mozilla", "detectportal.firefox.com");
        names("connectivity check", "Linux", "connectivity-check.ubuntu.com nmcheck.gnome.org network-test.debian.org");
        names("remote access", "TeamViewer", "teamviewer.com dyngate.com");
        names("remote access", "AnyDesk", "anydesk.com");
        names("remote access", "LogMeIn", "logmein.com logmeinrescue.com logmein-gateway.com lmi-app.com");
        names("remote access", "GoTo", "gotomypc.com gotoassist.com gotoassist.me goto-rtc.com");
        names("remote access", "Splashtop", "splashtop.com splashtop.eu");
        names("remote access", "ScreenConnect", "screenconnect.com connectwise.com");
        names("remote access", "RustDesk", "rustdesk.com");
        names("remote access", "Chrome Remote Desktop", "remotedesktop.google.com remotedesktop-pa.googleapis.com");
        names("remote access", "Zoho Assist", "zohoassist.com zohoassist.eu");
        names("remote access", "BeyondTrust", "bomgarcloud.com beyondtrustcloud.com");
        names("remote access", "ISL Online", "islonline.net islonline.com");
        names("remote access", "Supremo", "supremocontrol.com nanosystems.it");
        names("remote access", "Ammyy Admin", "ammyy.com");
        names("remote access", "AeroAdmin", "aeroadmin.com");
        names("remote access", "DWService", "dwservice.net");
        names("remote access", "Remote Utilities", "remoteutilities.com");
        names("remote access", "UltraViewer", "ultraviewer.net");
        names("remote access", "Getscreen", "getscreen.me");
        names("remote access", "Atera", "atera.com");
        names("remote access", "Kaseya", "kaseya.net kaseya.com");
        names("remote access", "NinjaOne", "ninjarmm.com ninjarmm.net");
        names("remote access", "MeshCentral", "meshcentral.com");
        names("remote access", "RealVNC", "realvnc.com vnc.com");
        names("remote access", "Parsec", "parsec.app parsecgaming.com");
        names("remote access", "Talk2M", "talk2m.com ewon.biz");
        names("remote access", "IXON", "ixon.cloud ixon.net ayayot.com");
        names("remote access", "Secomea", "secomea.com");
        names("remote access", "mbConnect", "mbconnect24.net mbconnect24.us");
        names("remote access", "TOSIBOX", "tosibox.com tosi.net");
        names("remote access", "mGuard", "mguard.com");
        names("vpn", "Tailscale", "tailscale.com tailscale.io");
        names("vpn", "ZeroTier", "zerotier.com");
        names("vpn", "Hamachi", "hamachi.cc vpn.net");
        names("vpn", "NetBird", "netbird.io");
        names("vpn", "Radmin VPN", "radmin-vpn.com");
        names("vpn", "SoftEther", "softether.net vpngate.net vpnazure.net");
        names("vpn", "NordVPN", "nordvpn.com");
        names("vpn", "Proton VPN", "protonvpn.com protonvpn.net");
        names("vpn", "Mullvad", "mullvad.net");
        names("vpn", "Tor", "torproject.org onion");
        names("tunnel", "ngrok", "ngrok.io ngrok.com ngrok.app ngrok.dev ngrok-free.app ngrok-agent.com");
        names("tunnel", "Cloudflare Tunnel", "trycloudflare.com argotunnel.com");
        names("tunnel", "localtunnel", "localtunnel.me loca.lt");
        names("tunnel", "Serveo", "serveo.net");
        names("tunnel", "PageKite", "pagekite.me pagekite.net");
        names("tunnel", "Pinggy", "pinggy.io");
        names("tunnel", "Playit", "playit.gg");
        names("tunnel", "Visual Studio tunnel", "devtunnels.ms tunnels.api.visualstudio.com");
        names("dynamic dns", "DuckDNS", "duckdns.org");
        names("dynamic dns", "No-IP", "no-ip.com no-ip.org ddns.net hopto.org zapto.org");
        names("dynamic dns", "Dyn", "dyndns.org dyndns.info dynalias.com");
        names("dns over https", "Google", "dns.google");
        names("dns over https", "Cloudflare", "cloudflare-dns.com one.one.one.one");
        names("dns over https", "Quad9", "dns.quad9.net");
        names("dns over https", "OpenDNS", "doh.opendns.com");
        names("dns over https", "NextDNS", "dns.nextdns.io");
        names("file sharing", "Dropbox", "dropbox.com dropboxapi.com");
        names("file sharing", "MEGA", "mega.nz mega.co.nz");
        names("file sharing", "Pastebin", "pastebin.com");
        names("file sharing", "transfer.sh", "transfer.sh");
        names("file sharing", "WeTransfer", "wetransfer.com");
        names("file sharing", "OneDrive", "onedrive.live.com storage.live.com");
        names("file sharing", "Google Drive", "drive.google.com");
        names("file sharing", "GitHub", "raw.githubusercontent.com");
        names("chat", "Telegram", "api.telegram.org");
        names("chat", "Discord", "discord.com discordapp.com");

        agents(
                "update",
                "Windows Update",
                "windows-update-agent",
                "microsoft-delivery-optimization",
                "windowsupdateagent");
        agents("update", "Background transfer", "microsoft bits");
        agents("update", "Debian APT", "debian apt-http");
        agents("update", "Certificate lists", "microsoft-cryptoapi");
        agents("connectivity check", "Windows", "microsoft ncsi");
        agents("telemetry", "Windows", "microsoft_device_metadata_retrieval_client");
        // What AnyDesk puts for a protocol and into a certificate when two of them meet without a server between.
        names("remote access", "AnyDesk", "anydesk_client");
        agents("remote access", "AnyDesk", "anydesk");
        agents("remote access", "NetSupport Manager", "netsupport manager");
        agents("remote access", "TeamViewer", "dyngate");
    }

    private static void names(String purpose, String tool, String names) {
        Purpose value = new Purpose(purpose, tool);
        for (String name : names.split(" ")) NAMES.put(name, value);
    }

    private static void agents(String purpose, String tool, String... beginnings) {
        Purpose value = new Purpose(purpose, tool);
        for (String beginning : beginnings) AGENTS.put(beginning, value);
    }

    /** @param host lower case, without a final dot; null and addresses are known for nothing */
    public static Purpose ofHost(String host) {
        if (host == null) return null;
        String name = host;
        for (int i = 0; i < LABELS_MAX; i++) {
            Purpose known = NAMES.get(name);
            if (known != null) return known;
            int dot = name.indexOf('.');
            if (dot < 0) return null;
            name = name.substring(dot + 1);
        }
        return null;
    }

    /** By the subject of a certificate: a host name, or what a program calls itself. */
    public static Purpose ofSubject(String subject) {
        String name = subject.toLowerCase(Locale.ROOT);
        return ofHost(name.startsWith("*.") ? name.substring(2) : name.replace(' ', '_'));
    }

    /** By a path on a server within, which has no name of its maker's: update servers of Windows. */
    public static Purpose ofPath(String path) {
        boolean wsus = path.startsWith("/ClientWebService/")
                || path.startsWith("/SimpleAuthWebService/")
                || path.startsWith("/selfupdate/");
        return wsus || path.startsWith("/ReportingWebService/") ? WSUS : null;
    }

    /** By what stands before the version of the first product. */
    public static Purpose ofAgent(String userAgent) {
        if (userAgent == null) return null;
        int end = userAgent.indexOf('/');
        return AGENTS.get((end < 0 ? userAgent : userAgent.substring(0, end)).toLowerCase(Locale.ROOT));
    }

    /** Adds the fields {@code purpose} and {@code tool} where something is known. */
    public static Turn.Draft fill(Turn.Draft draft, Purpose known) {
        if (known != null) draft.field("purpose", known.purpose).field("tool", known.tool);
        return draft;
    }
}
