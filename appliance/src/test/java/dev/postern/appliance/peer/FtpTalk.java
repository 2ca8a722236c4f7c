package dev.postern.appliance.peer;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.commons.net.ftp.FTPClient;
import org.apache.ftpserver.FtpServer;
import org.apache.ftpserver.FtpServerFactory;
import org.apache.ftpserver.ftplet.FtpException;
import org.apache.ftpserver.listener.ListenerFactory;
import org.apache.ftpserver.usermanager.impl.BaseUser;
import org.apache.ftpserver.usermanager.impl.WritePermission;

/** Apache Commons Net puts a recipe on Apache FtpServer, gets it, renames and deletes it, and is refused. */
public final class FtpTalk {
    private FtpTalk() {}

    public static Overheard talk(Path folder, int port) throws IOException, FtpException {
        ListenerFactory door = new ListenerFactory();
        door.setPort(port);
        door.setServerAddress("127.0.0.1");
        FtpServerFactory factory = new FtpServerFactory();
        factory.addListener("default", door.createListener());
        BaseUser user = new BaseUser();
        user.setName("operator");
        user.setPassword("right");
        user.setHomeDirectory(Files.createDirectories(folder.resolve("ftp")).toString());
        user.setAuthorities(List.of(new WritePermission()));
        factory.getUserManager().save(user);
        FtpServer server = factory.createServer();
        server.start();
        Overheard talk = Overheard.between(port);
        try {
            work(talk.port());
        } finally {
            server.stop();
            talk.close();
        }
        return talk;
    }

    private static void work(int port) throws IOException {
        FTPClient client = new FTPClient();
        client.connect(InetAddress.getLoopbackAddress(), port);
        if (client.login("operator", "wrong")) throw new IOException("a wrong password was accepted");
        if (!client.login("operator", "right")) throw new IOException("the right password was refused");
        client.enterLocalPassiveMode();
        client.getSystemType();
        client.features();
        client.makeDirectory("recipes");
        client.changeWorkingDirectory("recipes");
        client.printWorkingDirectory();
        client.storeFile("bread one.txt", new ByteArrayInputStream("flour 12.5".getBytes(StandardCharsets.US_ASCII)));
        client.listFiles();
        client.retrieveFile("bread one.txt", new ByteArrayOutputStream());
        client.retrieveFile("none.txt", new ByteArrayOutputStream());
        client.getSize("bread one.txt");
        client.rename("bread one.txt", "two.txt");
        client.deleteFile("two.txt");
        client.noop();
        client.logout();
        client.disconnect();
    }
}
