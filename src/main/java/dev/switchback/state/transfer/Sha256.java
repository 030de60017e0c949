package dev.switchback.state.transfer;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/** The hash that ends an export. */
final class Sha256 {

    private Sha256() {}

    static MessageDigest digest() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException impossible) { // every Java has it
            throw new IllegalStateException(impossible);
        }
    }

    static MessageDigest copy(MessageDigest digest) {
        try {
            return (MessageDigest) digest.clone();
        } catch (CloneNotSupportedException impossible) { // those of the platform can be cloned
            throw new IllegalStateException(impossible);
        }
    }
}
