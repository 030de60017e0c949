package dev.switchback.journal.disk;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which types of file systems are reached over a network, by the names that Linux, macOS and Windows give them. */
class NetworkRuleTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "nfs",
                "nfs3",
                "nfs4",
                "NFS",
                "cifs",
                "smb3",
                "smbfs",
                "afs",
                "9p",
                "ceph",
                "glusterfs",
                "lustre",
                "gpfs",
                "beegfs",
                "davfs",
                "ncpfs",
                "fuse.sshfs",
                "fuse.s3fs",
                "fuse.rclone",
                "fuse.glusterfs",
                "fuse.ceph-fuse",
                "fuse.davfs2",
                "fuse.gcsfuse",
                "fuse.goofys",
                "fuse.smbnetfs",
                "fuse.nfs",
                "fuse.mount-s3",
                "fuse.juicefs",
                "fuse.curlftpfs",
                "fuse.blobfuse2",
                "afpfs",
                "webdav"
            })
    void refusesTheseTypes(String type) {
        assertThat(OwnDirectory.isNetwork(type)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ext2",
                "ext3",
                "ext4",
                "xfs",
                "btrfs",
                "zfs",
                "f2fs",
                "tmpfs",
                "ramfs",
                "overlay",
                "fuseblk",
                "apfs",
                "hfs",
                "NTFS",
                "ReFS",
                "vfat",
                "exfat",
                "fuse.encfs",
                "fuse.gocryptfs",
                ""
            })
    void allowsTheseTypes(String type) {
        assertThat(OwnDirectory.isNetwork(type)).isFalse();
    }
}
