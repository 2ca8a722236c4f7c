package dev.postern.appliance.peer;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/** Samba's file server with all that it keeps in one folder, on the loopback: the account that runs the test is its only user. */
public final class SambaServer implements AutoCloseable {
    public static final String COMMAND = "/usr/sbin/smbd";
    static final String DOMAIN = "WORKS";
    static final String USER = System.getProperty("user.name");
    static final String PASSWORD = "password";
    /** MD4 of the password in UTF-16. */
    private static final String PASSWORD_HASH = "8846F7EAEE8FB117AD06BDD830B7586C";

    private static final long PATIENCE_MILLIS = 20_000;

    private final Path folder;
    private final int port;
    private final Process process;

    private SambaServer(Path folder, int port, Process process) {
        this.folder = folder;
        this.port = port;
        this.process = process;
    }

    public static SambaServer start(Path folder, int port) throws IOException, InterruptedException {
        Files.createDirectories(folder.resolve("plans"));
        Files.createDirectories(folder.resolve("run"));
        Files.writeString(
                folder.resolve("users"),
                "%s:%s:%s:%s:[U          ]:LCT-63000000:%n"
                        .formatted(USER, Files.getAttribute(folder, "unix:uid"), "X".repeat(32), PASSWORD_HASH));
        Path settings = Files.writeString(folder.resolve("smb.conf"), """
                [global]
                workgroup = %1$s
                netbios name = FILES
                passdb backend = smbpasswd:%3$s/users
                guest account = %2$s
                private dir = %3$s/run
                lock directory = %3$s/run
                state directory = %3$s/run
                cache directory = %3$s/run
                pid directory = %3$s/run
                ncalrpc dir = %3$s/run/rpc
                smb ports = %4$d
                interfaces = lo
                bind interfaces only = yes
                server min protocol = NT1
                load printers = no
                disable spoolss = yes
                logging = file
                log file = %3$s/run/log
                [plans]
                path = %3$s/plans
                read only = no
                [locked]
                path = %3$s/plans
                valid users = nobody
                """.formatted(DOMAIN, USER, folder, port));
        Process process = new ProcessBuilder(
                        COMMAND, "--foreground", "--configfile=" + settings, "--log-basename=" + folder)
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("smbd.txt").toFile())
                .start();
        SambaServer server = new SambaServer(folder, port, process);
        server.awaitOpen();
        return server;
    }

    private void awaitOpen() throws IOException, InterruptedException {
        for (long waited = 0; waited < PATIENCE_MILLIS && process.isAlive(); waited += 50) {
            try (Socket door = new Socket(InetAddress.getLoopbackAddress(), port)) {
                return;
            } catch (IOException closed) {
                Thread.sleep(50);
            }
        }
        close();
        throw new IOException("smbd did not start: " + Files.readString(folder.resolve("smbd.txt")));
    }

    public int port() {
        return port;
    }

    /** The process that serves named pipes has left its parent and is known by its file only. */
    @Override
    public void close() throws IOException {
        process.destroy();
        Path helper = folder.resolve("run").resolve("samba-dcerpcd.pid");
        if (Files.exists(helper))
            ProcessHandle.of(Long.parseLong(Files.readString(helper).strip())).ifPresent(ProcessHandle::destroy);
        try {
            if (!process.waitFor(10, TimeUnit.SECONDS)) process.destroyForcibly();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
