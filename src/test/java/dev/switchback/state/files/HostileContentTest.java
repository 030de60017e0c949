package dev.switchback.state.files;

import static org.assertj.core.api.Assertions.assertThat;

import dev.switchback.health.HealthStatus;
import dev.switchback.journal.MemoryStorage;
import dev.switchback.state.Document;
import dev.switchback.state.HistoryQuery;
import dev.switchback.testing.FakeClock;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.zip.CRC32C;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** F18: files that somebody made to do harm. */
class HostileContentTest {

    private static final String JOURNAL = "history.jsonl";
    private static final String DOCUMENT = "active-models.json";
    private static final String DEEP = "[".repeat(10_000) + "]".repeat(10_000);

    private final MemoryStorage disk = new MemoryStorage();
    private Document before;

    private static FileStateStore open(MemoryStorage storage) {
        return Story.open(storage, new FakeClock());
    }

    @BeforeEach
    void fill() {
        try (FileStateStore store = open(disk)) {
            for (int number = 1; number <= 14; number++) {
                store.commit(Story.numbered(number));
            }
            before = store.document(Story.MIGRATION);
        }
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    /** Lines that no writer writes, each of which breaks another reader. */
    private static List<byte[]> lines() {
        byte[] tooLong = new byte[1 << 20];
        Arrays.fill(tooLong, (byte) '[');
        return List.of(
                tooLong,
                bytes("{\"seq\":16,\"data\":" + DEEP + "}"),
                bytes("{\"seq\":16,\"seq\":17,\"crc\":\"00000000\"}"),
                bytes("{\"seq\":99999999999999999999999999,\"type\":\"NUMBERED\"}"),
                bytes("{\"seq\":-1}"),
                bytes("\u0000\u0000\u0000"),
                new byte[] {(byte) 0xff, (byte) 0xfe, (byte) 0xc0, (byte) 0x80, (byte) 0xed, (byte) 0xa0, (byte) 0x80},
                bytes("\uFEFF{\"seq\":16}"),
                bytes("\r"),
                bytes("\n".repeat(10_000)));
    }

    private static byte[] joined(byte[]... parts) {
        ByteArrayOutputStream joined = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            joined.writeBytes(part);
        }
        return joined.toByteArray();
    }

    @Test
    void countsAsATornTailAtTheEndOfTheJournal() {
        for (byte[] line : lines()) {
            MemoryStorage broken = disk.copy();
            broken.tamper(JOURNAL, joined(disk.content(JOURNAL), line, bytes("\n")));

            try (FileStateStore store = open(broken)) {
                assertThat(store.document(Story.MIGRATION)).isEqualTo(before);
                assertThat(store.history(HistoryQuery.newest(1).ofType("RECOVERED")))
                        .hasSize(1);
                store.commit(Story.numbered(15));
                assertThat(store.verify()).isEmpty();
            }
        }
    }

    @Test
    void countsAsDamageBetweenRecords() {
        String journal = new String(disk.content(JOURNAL), StandardCharsets.UTF_8);
        int middle = journal.indexOf('\n') + 1;
        for (byte[] line : lines()) {
            MemoryStorage broken = disk.copy();
            broken.tamper(
                    JOURNAL,
                    joined(bytes(journal.substring(0, middle)), line, bytes("\n" + journal.substring(middle))));

            try (FileStateStore store = open(broken)) {
                assertThat(store.document(Story.MIGRATION)).isEqualTo(before);
                assertThat(store.health().status()).isEqualTo(HealthStatus.DEGRADED);
                assertThat(store.history(HistoryQuery.newest(100))).hasSize(14);
            }
        }
    }

    /** Its checksum is right: whoever made it knows how. */
    private static byte[] signed(String document) {
        String head = document.stripTrailing();
        String checked = head.substring(0, head.lastIndexOf(",\n  \"checksum\""));
        CRC32C sum = new CRC32C();
        sum.update(bytes(checked));
        return bytes("%s,\n  \"checksum\" : \"%s\"\n}\n"
                .formatted(checked, HexFormat.of().toHexDigits((int) sum.getValue())));
    }

    @Test
    void isNoDocumentEvenIfItsChecksumIsRight() {
        MemoryStorage documents = disk.directory("migrations", true);
        String good = new String(documents.content(DOCUMENT), StandardCharsets.UTF_8);
        assertThat(signed(good)).as("the test signs as the store does").isEqualTo(bytes(good));
        List<byte[]> hostile = List.of(
                signed(good.replace("\"format\" : 1", "\"format\" : 1, \"format\" : 1")),
                signed(good.replace("\"last\" : 14", "\"last\" : " + DEEP)),
                signed(good.replace("\"sequence\" : ", "\"sequence\" : -")),
                signed(good.replace("\"generation\" : 14", "\"generation\" : \"many\"")),
                signed("\uFEFF" + good),
                bytes(good + good),
                bytes(good + " ".repeat(2 << 20)),
                bytes(DEEP),
                new byte[3 << 20]);
        for (int one = 0; one < hostile.size(); one++) {
            MemoryStorage broken = disk.copy();
            broken.directory("migrations", true).tamper(DOCUMENT, hostile.get(one));

            try (FileStateStore store = open(broken)) {
                boolean readable = store.unreadable(Story.MIGRATION).isEmpty();
                assertThat(!readable || store.document(Story.MIGRATION).equals(before))
                        .as("document %d: %s", one, store.document(Story.MIGRATION))
                        .isTrue();
            }
        }
    }

    @Test
    void isLeftOutOfWhatNodesSay() {
        MemoryStorage nodes = disk.directory("nodes", true);
        nodes.tamper("deep.json", bytes(DEEP));
        nodes.tamper("long.json", new byte[3 << 20]);
        nodes.tamper("twice.json", bytes("{\"epoch\":1,\"epoch\":2}"));
        nodes.tamper("..json", bytes("{}"));
        nodes.tamper("good.json", bytes("{\"epoch\":1}"));

        try (FileStateStore store = open(disk)) {
            assertThat(store.observations()).containsOnlyKeys("good");
        }
    }

    @Test
    void takesNoMemoryWhenASealedSegmentUnpacksToALot() throws IOException {
        ByteArrayOutputStream bomb = new ByteArrayOutputStream();
        byte[] block = bytes("\n".repeat(1 << 20));
        try (GZIPOutputStream zip = new GZIPOutputStream(bomb)) {
            zip.write(disk.content("history-000000000001.jsonl"));
            for (int mebibyte = 0; mebibyte < 64; mebibyte++) {
                zip.write(block); // 64 million empty lines: more than a gigabyte, were they kept
            }
        }
        disk.delete("history-000000000001.jsonl");
        disk.tamper("history-000000000001.jsonl.gz", bomb.toByteArray());

        try (FileStateStore store = open(disk)) {
            assertThat(store.history(HistoryQuery.newest(100))).hasSize(14);
            assertThat(store.verify()).isNotEmpty();
        }
    }
}
