package dev.switchback.canary;

import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.MDC;

/** The caller's MDC, set while a run lasts; the thread has its own back afterwards. */
final class CarriedContext {

    private final @Nullable Map<String, String> carried;

    private CarriedContext(@Nullable Map<String, String> carried) {
        this.carried = carried;
    }

    static CarriedContext capture() {
        return new CarriedContext(MDC.getCopyOfContextMap());
    }

    void run(Runnable task) {
        Map<String, String> before = MDC.getCopyOfContextMap();
        set(carried);
        try {
            task.run();
        } finally {
            set(before);
        }
    }

    private static void set(@Nullable Map<String, String> context) {
        if (context == null) {
            MDC.clear();
        } else {
            MDC.setContextMap(context);
        }
    }
}
