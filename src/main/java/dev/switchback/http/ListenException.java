package dev.switchback.http;

import dev.switchback.pipeline.MigrationException;
import java.io.IOException;
import java.net.InetSocketAddress;

/** An address on which the server cannot listen. */
public final class ListenException extends MigrationException {

    private static final long serialVersionUID = 1L;

    private final InetSocketAddress address;

    private ListenException(InetSocketAddress address, IOException cause) {
        super(
                "cannot listen: %s (address=%s, port=%d). Nobody is answered; choose another port or end who has it"
                        .formatted(cause.getMessage(), address.getHostString(), address.getPort()),
                cause);
        this.address = address;
    }

    static ListenException on(InetSocketAddress address, IOException cause) {
        return new ListenException(address, cause);
    }

    /** {@return the address} */
    public InetSocketAddress address() {
        return address;
    }
}
