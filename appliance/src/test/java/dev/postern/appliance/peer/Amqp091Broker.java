package dev.postern.appliance.peer;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** Apache Qpid's broker in memory, on the loopback, for the operator with the right password. */
final class Amqp091Broker implements AutoCloseable {
    static final String HOST = "works";

    private final Object launcher;

    Amqp091Broker(Path folder, int port) throws Exception {
        Path settings = Files.writeString(folder.resolve("qpid.json"), """
                {"name": "works-broker", "modelVersion": "8.0",
                 "authenticationproviders": [{"name": "passwords", "type": "Plain", "secureOnlyMechanisms": [],
                   "users": [{"name": "operator", "type": "managed", "password": "right"}]}],
                 "ports": [{"name": "AMQP", "port": %d, "bindingAddress": "127.0.0.1", "authenticationProvider": "passwords",
                   "protocols": ["AMQP_0_9_1"], "virtualhostaliases": [{"name": "byName", "type": "nameAlias"}]}],
                 "virtualhostnodes": [{"name": "%s", "type": "Memory",
                   "virtualHostInitialConfiguration": "{\\"type\\": \\"Memory\\"}"}]}
                """.formatted(port, HOST));
        Map<String, Object> how = Map.of(
                "type",
                "Memory",
                "initialConfigurationLocation",
                settings.toUri().toString(),
                "qpid.work_dir",
                folder.toString(),
                "startupLoggedToSystemOut",
                "false");
        ClassLoader own = new CurrentSubjects(Amqp091Broker.class.getClassLoader());
        launcher = own.loadClass("org.apache.qpid.server.SystemLauncher")
                .getConstructor()
                .newInstance();
        Thread thread = Thread.currentThread();
        ClassLoader before = thread.getContextClassLoader();
        // The broker looks for its parts there, and its threads inherit it.
        thread.setContextClassLoader(own);
        try {
            launcher.getClass().getMethod("startup", Map.class).invoke(launcher, how);
        } finally {
            thread.setContextClassLoader(before);
        }
    }

    @Override
    public void close() throws ReflectiveOperationException {
        launcher.getClass().getMethod("shutdown").invoke(launcher);
    }
}
