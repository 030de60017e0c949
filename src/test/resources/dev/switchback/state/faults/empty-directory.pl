# A file system in user space that holds nothing, mounted as one of the type that it is told: that is how a directory on
# a network looks to a process. Says "ready", and serves until it is killed.
use strict;
use warnings;
use Fcntl qw(O_RDWR);

my ($type, $point) = @ARGV;
$^F = 255;    # the mount command is to inherit the descriptor
$| = 1;
sysopen(my $fuse, '/dev/fuse', O_RDWR) or die "cannot open /dev/fuse: $!";
my $options = sprintf 'fd=%d,rootmode=40000,user_id=0,group_id=0', fileno $fuse;
system('mount', '-i', '-t', $type, '-o', $options, 'nothing', $point) == 0 or die 'cannot mount';
print "ready\n";

my %answers = (
    3 => pack('Q L L Q6 L3 L L L L L L L', 0, 0, 0, 1, (0) x 8, 040700, 2, 0, 0, 0, 4096, 0),      # attributes
    17 => pack('Q5 L4 L6', 0, 0, 0, 0, 0, 4096, 255, 4096, 0, (0) x 6),                            # room
    26 => pack('L L L L S S L L S S L8', 7, 31, 0, 0, 0, 0, 4096, 1, 0, 0, (0) x 8),               # hello
);
while (sysread $fuse, my $request, 200_000) {
    my (undef, $call, $id) = unpack 'L L Q', $request;
    next if $call == 2;                                                                            # forget
    my $answer = $answers{$call};
    my $error = defined $answer ? 0 : $call == 1 ? -2 : -38;                                       # nothing of a name
    $answer //= '';
    syswrite $fuse, pack('L l Q', 16 + length $answer, $error, $id) . $answer;
}
