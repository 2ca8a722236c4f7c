package dev.postern.appliance.report;

import dev.postern.appliance.cli.Product;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Calendar;
import java.util.GregorianCalendar;
import java.util.List;
import java.util.Locale;
import java.util.TimeZone;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.PDPageContentStream;
import org.apache.pdfbox.pdmodel.common.PDRectangle;
import org.apache.pdfbox.pdmodel.font.PDFont;
import org.apache.pdfbox.pdmodel.font.PDType1Font;
import org.apache.pdfbox.pdmodel.font.Standard14Fonts;

/**
 * The lines of a report on A4 pages: the first is its sentence, one behind an empty line a heading. The fonts are those that every reader has, so letters outside Latin-1 stand as question marks. The same
 * report gives the same bytes.
 */
public final class ReportPdf {
    private static final float MARGIN = 56;
    private static final float TITLE = 15;
    private static final float HEAD = 12;
    private static final float BODY = 9.5f;
    private static final float SMALL = 8;
    private static final float LEADING = 1.35f;
    private static final float WIDTH = PDRectangle.A4.getWidth() - 2 * MARGIN;
    private static final int ITEM_INDENT = 2;
    /** Points for each blank at the start of a line of text. */
    private static final float INDENT = 3;

    private final PDDocument document = new PDDocument();
    private final PDFont plain = new PDType1Font(Standard14Fonts.FontName.HELVETICA);
    private final PDFont bold = new PDType1Font(Standard14Fonts.FontName.HELVETICA_BOLD);
    private final List<PDPage> pages = new ArrayList<>();
    private PDPageContentStream page;
    private float y;

    private ReportPdf() {}

    /**
     * @param atNanos up to when it tells
     * @param foot stands on every page
     */
    public static byte[] of(String title, long atNanos, List<String> lines, String foot) {
        ReportPdf pdf = new ReportPdf();
        try (PDDocument document = pdf.document;
                ByteArrayOutputStream out = new ByteArrayOutputStream()) {
            pdf.properties(title, atNanos);
            pdf.body(lines);
            pdf.feet(foot);
            document.save(out);
            return out.toByteArray();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void properties(String title, long atNanos) {
        Calendar at = new GregorianCalendar(TimeZone.getTimeZone("UTC"), Locale.ROOT);
        at.setTimeInMillis(atNanos / 1_000_000);
        document.getDocumentInformation().setTitle(title);
        document.getDocumentInformation().setProducer(Product.VERSION);
        document.getDocumentInformation().setCreationDate(at);
        // Otherwise made of the clock.
        document.setDocumentId(atNanos);
    }

    private void body(List<String> lines) throws IOException {
        turnPage();
        for (int i = 0; i < lines.size(); i++) {
            String line = lines.get(i);
            int indent = line.length() - line.stripLeading().length();
            if (line.isBlank()) y -= BODY / 2;
            else if (i == 0) paragraph(line, bold, TITLE, 0);
            else if (indent == 0 && lines.get(i - 1).isBlank()) heading(line);
            else paragraph(line.strip(), plain, indent > ITEM_INDENT ? SMALL : BODY, indent * INDENT);
        }
        page.close();
    }

    private void heading(String line) throws IOException {
        // Never alone at the foot of a page.
        if (y < MARGIN + 5 * BODY * LEADING) turnPage();
        y -= BODY / 2;
        paragraph(line, bold, HEAD, 0);
    }

    private void paragraph(String text, PDFont font, float size, float indent) throws IOException {
        StringBuilder line = new StringBuilder();
        for (String word : printable(text).split(" ")) {
            String longer = line.isEmpty() ? word : line + " " + word;
            if (!line.isEmpty() && width(longer, font, size) > WIDTH - indent) {
                write(line.toString(), font, size, indent);
                line.setLength(0);
                line.append(word);
            } else {
                line.setLength(0);
                line.append(longer);
            }
        }
        if (!line.isEmpty()) write(line.toString(), font, size, indent);
    }

    private static float width(String text, PDFont font, float size) throws IOException {
        return font.getStringWidth(text) / 1000 * size;
    }

    private void write(String text, PDFont font, float size, float indent) throws IOException {
        if (y < MARGIN + size * LEADING) turnPage();
        y -= size * LEADING;
        text(page, text, font, size, MARGIN + indent, y);
    }

    private static void text(PDPageContentStream to, String text, PDFont font, float size, float x, float y)
            throws IOException {
        to.beginText();
        to.setFont(font, size);
        to.newLineAtOffset(x, y);
        to.showText(text);
        to.endText();
    }

    private void turnPage() throws IOException {
        if (page != null) page.close();
        PDPage next = new PDPage(PDRectangle.A4);
        document.addPage(next);
        pages.add(next);
        page = new PDPageContentStream(document, next);
        y = PDRectangle.A4.getHeight() - MARGIN;
    }

    private void feet(String foot) throws IOException {
        for (int i = 0; i < pages.size(); i++)
            try (PDPageContentStream over =
                    new PDPageContentStream(document, pages.get(i), PDPageContentStream.AppendMode.APPEND, true)) {
                String text =
                        "Page " + (i + 1) + " of " + pages.size() + (foot.isEmpty() ? "" : ". " + printable(foot));
                text(over, text, plain, SMALL - 1, MARGIN, MARGIN / 2);
            }
    }

    /** What the standard fonts can show. */
    private static String printable(String text) {
        StringBuilder out = new StringBuilder(text.length());
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            out.append(c >= ' ' && c < 127 || c > 160 && c < 256 && c != 173 ? c : c < ' ' ? ' ' : '?');
        }
        return out.toString();
    }
}
