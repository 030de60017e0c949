package dev.switchback.ingest.http;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryUsage;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** How much of the machine this process takes. */
final class Machine {

    /** {@return CPU and heap; what the machine does not tell is null} */
    Map<String, @Nullable Object> figures() {
        Map<String, @Nullable Object> figures = new LinkedHashMap<>();
        figures.put("cpus", Runtime.getRuntime().availableProcessors());
        if (ManagementFactory.getOperatingSystemMXBean() instanceof OperatingSystemMXBean system) {
            figures.put("cpuProcess", share(system.getProcessCpuLoad()));
            figures.put("cpuMachine", share(system.getCpuLoad()));
        }
        MemoryUsage heap = ManagementFactory.getMemoryMXBean().getHeapMemoryUsage();
        figures.put("heapUsedBytes", heap.getUsed());
        figures.put("heapMaxBytes", heap.getMax() < 0 ? null : heap.getMax());
        figures.put("uptimeMillis", ManagementFactory.getRuntimeMXBean().getUptime());
        return figures;
    }

    /** From 0 to 1 in thousandths; less than nothing, or no number, is what the machine says if it does not know. */
    private static @Nullable Double share(double load) {
        return load >= 0 ? Math.round(load * 1_000) / 1_000.0 : null;
    }
}
