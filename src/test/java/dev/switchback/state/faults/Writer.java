package dev.switchback.state.faults;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/**
 * A process of its own that does what it is told line by line and answers each: {@code 12} keeps event 12 and is answered
 * {@code ack 12} or {@code failed 12 <why>}; {@code recover} is answered {@code recovered} or {@code failed recover}. The
 * subject is opened by the first line.
 */
final class Writer {

    private Writer() {}

    public static void main(String[] arguments) throws IOException {
        Subject.Kind kind = Subject.Kind.valueOf(arguments[0]);
        BufferedReader questions = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        String line = questions.readLine();
        if (line == null) {
            return;
        }
        try (Subject subject = kind.open(Path.of(arguments[1]), arguments[2])) {
            for (; line != null; line = questions.readLine()) {
                System.out.println(answer(subject, line));
            }
        } catch (RuntimeException notOpened) {
            System.out.println("failed open " + notOpened.getMessage());
        }
    }

    private static String answer(Subject subject, String line) {
        try {
            if (line.equals("recover")) {
                subject.recover();
                return "recovered";
            }
            subject.write(Long.parseLong(line));
            return "ack " + line;
        } catch (IOException | RuntimeException failed) {
            return "failed %s %s".formatted(line, failed.getMessage());
        }
    }
}
