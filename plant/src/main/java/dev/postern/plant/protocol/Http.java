package dev.postern.plant.protocol;

import dev.postern.plant.net.Out;

/** HTTP/1.1 without a body in requests: RFC 9112. */
public final class Http {
    public static final int PORT = 80;

    private Http() {}

    public static byte[] get(String host, String path, String agent) {
        return new Out(256)
                .ascii("GET " + path + " HTTP/1.1\r\nHost: " + host + "\r\nUser-Agent: " + agent
                        + "\r\nAccept: */*\r\nConnection: keep-alive\r\n\r\n")
                .done();
    }

    public static byte[] ok(String server, String contentType, byte[] body) {
        return new Out(256 + body.length)
                .ascii("HTTP/1.1 200 OK\r\nServer: " + server + "\r\nContent-Type: " + contentType
                        + "\r\nContent-Length: " + body.length + "\r\n\r\n")
                .bytes(body)
                .done();
    }

    /** Text of about {@code bytes} bytes that reads like a report. */
    public static byte[] page(String title, int bytes) {
        StringBuilder text =
                new StringBuilder("<html><head><title>").append(title).append("</title></head><body>\n");
        for (int row = 1; text.length() < bytes; row++)
            text.append("<tr><td>")
                    .append(title)
                    .append("</td><td>")
                    .append(row)
                    .append("</td></tr>\n");
        return new Out().ascii(text.append("</body></html>\n").toString()).done();
    }
}
