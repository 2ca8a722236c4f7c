package dev.postern.appliance.peer;

import com.hierynomus.msdtyp.AccessMask;
import com.hierynomus.mserref.NtStatus;
import com.hierynomus.msfscc.FileAttributes;
import com.hierynomus.mssmb2.SMB2CreateDisposition;
import com.hierynomus.mssmb2.SMB2CreateOptions;
import com.hierynomus.mssmb2.SMB2Dialect;
import com.hierynomus.mssmb2.SMB2ShareAccess;
import com.hierynomus.mssmb2.SMBApiException;
import com.hierynomus.smbj.SMBClient;
import com.hierynomus.smbj.SmbConfig;
import com.hierynomus.smbj.auth.AuthenticationContext;
import com.hierynomus.smbj.connection.Connection;
import com.hierynomus.smbj.session.Session;
import com.hierynomus.smbj.share.DiskShare;
import com.hierynomus.smbj.share.File;
import com.rapid7.client.dcerpc.mssrvs.ServerService;
import com.rapid7.client.dcerpc.transport.SMBTransportFactories;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.EnumSet;
import java.util.Set;

/** smbj logs in at Samba, reads, writes, renames and deletes files, asks a named pipe, and is refused, in each dialect from 2.0.2 to 3.1.1. */
public final class SmbTalk {
    private SmbTalk() {}

    public static Overheard talk(int port) throws IOException {
        Overheard talk = Overheard.between(port);
        try {
            for (SMB2Dialect dialect : new SMB2Dialect[] {
                SMB2Dialect.SMB_2_0_2,
                SMB2Dialect.SMB_2_1,
                SMB2Dialect.SMB_3_0,
                SMB2Dialect.SMB_3_0_2,
                SMB2Dialect.SMB_3_1_1
            }) work(talk.port(), dialect);
        } finally {
            talk.close();
        }
        return talk;
    }

    private static void work(int port, SMB2Dialect dialect) throws IOException {
        SmbConfig settings = SmbConfig.builder()
                .withDialects(dialect)
                .withWorkStationName("BENCH")
                .build();
        try (SMBClient client = new SMBClient(settings);
                Connection connection = client.connect("127.0.0.1", port)) {
            refused(NtStatus.STATUS_LOGON_FAILURE, () -> connection.authenticate(login("wrong")));
            Session session = connection.authenticate(login(SambaServer.PASSWORD));
            refused(NtStatus.STATUS_BAD_NETWORK_NAME, () -> session.connectShare("nowhere"));
            refused(NtStatus.STATUS_ACCESS_DENIED, () -> session.connectShare("locked"));
            try (DiskShare share = (DiskShare) session.connectShare("plans")) {
                files(share);
            }
            new ServerService(SMBTransportFactories.SRVSVC.getTransport(session)).getShares0();
            session.logoff();
        }
    }

    private static AuthenticationContext login(String password) {
        return new AuthenticationContext(SambaServer.USER, password.toCharArray(), SambaServer.DOMAIN);
    }

    private static void files(DiskShare share) {
        share.mkdir("mixer");
        try (File file =
                open(share, "mixer\\Übersicht.txt", AccessMask.GENERIC_ALL, SMB2CreateDisposition.FILE_CREATE)) {
            file.write("tank 1: 4.2 m\r\n".repeat(40).getBytes(StandardCharsets.UTF_8), 0);
            file.flush();
            file.read(new byte[64], 16);
            file.rename("mixer\\plan.txt");
        }
        share.list("mixer", "*.txt");
        share.getFileInformation("mixer\\plan.txt");
        share.getShareInformation();
        refused(
                NtStatus.STATUS_OBJECT_NAME_NOT_FOUND,
                () -> open(share, "mixer\\none.txt", AccessMask.GENERIC_READ, SMB2CreateDisposition.FILE_OPEN));
        share.rm("mixer\\plan.txt");
        share.rmdir("mixer", true);
    }

    private static File open(DiskShare share, String path, AccessMask access, SMB2CreateDisposition disposition) {
        return share.openFile(
                path,
                Set.of(access),
                EnumSet.noneOf(FileAttributes.class),
                SMB2ShareAccess.ALL,
                disposition,
                EnumSet.noneOf(SMB2CreateOptions.class));
    }

    private static void refused(NtStatus status, Runnable work) {
        try {
            work.run();
            throw new AssertionError("not refused with " + status);
        } catch (SMBApiException refused) {
            if (refused.getStatus() != status) throw refused;
        }
    }
}
