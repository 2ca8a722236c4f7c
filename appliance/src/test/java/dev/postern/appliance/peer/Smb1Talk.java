package dev.postern.appliance.peer;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Properties;
import jcifs.CIFSContext;
import jcifs.CIFSException;
import jcifs.config.PropertyConfiguration;
import jcifs.context.BaseContext;
import jcifs.smb.NtlmPasswordAuthenticator;
import jcifs.smb.SmbException;
import jcifs.smb.SmbFile;
import jcifs.smb.SmbRandomAccessFile;

/** jcifs logs in at Samba in SMB 1, as old stations do, lists shares, writes, reads, renames and deletes a file, and is refused. */
public final class Smb1Talk {
    private Smb1Talk() {}

    public static Overheard talk(int port) throws IOException {
        Overheard talk = Overheard.between(port);
        try {
            CIFSContext stranger = context("wrong");
            refused(() -> new SmbFile(url(talk, "plans/"), stranger).exists());
            stranger.close();
            CIFSContext known = context(SambaServer.PASSWORD);
            new SmbFile(url(talk, ""), known).list();
            refused(() -> new SmbFile(url(talk, "nowhere/"), known).list());
            files(talk, known);
            known.close();
        } finally {
            talk.close();
        }
        return talk;
    }

    private static CIFSContext context(String password) throws CIFSException {
        Properties settings = new Properties();
        settings.setProperty("jcifs.smb.client.minVersion", "SMB1");
        settings.setProperty("jcifs.smb.client.maxVersion", "SMB1");
        settings.setProperty("jcifs.smb.client.dfs.disabled", "true");
        settings.setProperty("jcifs.netbios.hostname", "BENCH");
        return new BaseContext(new PropertyConfiguration(settings))
                .withCredentials(new NtlmPasswordAuthenticator(SambaServer.DOMAIN, SambaServer.USER, password));
    }

    private static String url(Overheard talk, String path) {
        return "smb://127.0.0.1:" + talk.port() + "/" + path;
    }

    private static void files(Overheard talk, CIFSContext context) throws IOException {
        try (SmbFile folder = new SmbFile(url(talk, "plans/oven/"), context);
                SmbFile first = new SmbFile(url(talk, "plans/oven/first.txt"), context);
                SmbFile plan = new SmbFile(url(talk, "plans/oven/plan.txt"), context);
                SmbFile none = new SmbFile(url(talk, "plans/oven/none.txt"), context)) {
            folder.mkdir();
            try (SmbRandomAccessFile file = new SmbRandomAccessFile(first, "rw")) {
                file.write("zone 1: 240 C\r\n".repeat(40).getBytes(StandardCharsets.US_ASCII));
                file.seek(16);
                file.readFully(new byte[64]);
            }
            first.renameTo(plan);
            folder.listFiles("*.txt");
            plan.length();
            refused(none::openInputStream);
            plan.delete();
            folder.delete();
        }
    }

    private interface Work {
        Object run() throws IOException;
    }

    private static void refused(Work work) throws IOException {
        try {
            work.run();
        } catch (SmbException refused) {
            // As it should be.
            return;
        }
        throw new AssertionError("not refused");
    }
}
