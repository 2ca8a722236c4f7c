package dev.postern.appliance.peer;

import java.io.IOException;
import java.net.Authenticator;
import java.net.HttpURLConnection;
import java.net.InetAddress;
import java.net.PasswordAuthentication;
import java.net.URI;
import org.eclipse.jetty.security.Constraint;
import org.eclipse.jetty.security.HashLoginService;
import org.eclipse.jetty.security.SecurityHandler;
import org.eclipse.jetty.security.UserStore;
import org.eclipse.jetty.security.authentication.BasicAuthenticator;
import org.eclipse.jetty.security.authentication.DigestAuthenticator;
import org.eclipse.jetty.security.authentication.LoginAuthenticator;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.security.Credential;

/** The JDK's client asks Jetty for a page that only "engineer" may read, whose password is "right". */
final class WebLoginTalk {
    private WebLoginTalk() {}

    static Overheard basic(String... passwords) throws Exception {
        return talk(new BasicAuthenticator(), passwords);
    }

    static Overheard digest(String... passwords) throws Exception {
        return talk(new DigestAuthenticator(), passwords);
    }

    private static Overheard talk(LoginAuthenticator kind, String... passwords) throws Exception {
        Server server = new Server();
        ServerConnector connector = new ServerConnector(server);
        connector.setHost(InetAddress.getLoopbackAddress().getHostAddress());
        server.addConnector(connector);
        UserStore users = new UserStore();
        users.addUser("engineer", Credential.getCredential("right"), new String[] {"service"});
        HashLoginService accounts = new HashLoginService("plc");
        accounts.setUserStore(users);
        SecurityHandler.PathMapped door = new SecurityHandler.PathMapped();
        door.put("/*", Constraint.ANY_USER);
        door.setAuthenticator(kind);
        door.setLoginService(accounts);
        door.setHandler(new Handler.Abstract() {
            @Override
            public boolean handle(Request request, Response response, Callback callback) {
                response.setStatus(200);
                callback.succeeded();
                return true;
            }
        });
        server.setHandler(door);
        server.start();
        Overheard talk = Overheard.between(connector.getLocalPort());
        try {
            for (String password : passwords) ask(talk.port(), password);
        } finally {
            server.stop();
            talk.close();
        }
        return talk;
    }

    private static void ask(int port, String password) throws IOException {
        HttpURLConnection asked = (HttpURLConnection)
                URI.create("http://127.0.0.1:" + port + "/io").toURL().openConnection();
        asked.setRequestProperty("Connection", "close");
        asked.setAuthenticator(new Authenticator() {
            private boolean given;

            @Override
            protected PasswordAuthentication getPasswordAuthentication() {
                if (given) return null;
                given = true;
                return new PasswordAuthentication("engineer", password.toCharArray());
            }
        });
        asked.getResponseCode();
        asked.disconnect();
    }
}
