package neo4jd

import (
	"fmt"
	"os"

	"golang.org/x/sys/unix"
)

// processStart returns when a process started, as text that no other process with the same id has.
func processStart(pid int) (string, error) {
	const zombie = 5
	info, err := unix.SysctlKinfoProc("kern.proc.pid", pid)
	if err != nil {
		return "", err
	}
	if int(info.Proc.P_pid) != pid || info.Proc.P_stat == zombie {
		return "", os.ErrProcessDone
	}
	start := info.Proc.P_starttime
	return fmt.Sprintf("%d.%06d", start.Sec, start.Usec), nil
}

// machineMemory returns the machine's memory in bytes.
func machineMemory() uint64 {
	total, err := unix.SysctlUint64("hw.memsize")
	if err != nil {
		return 0
	}
	return total
}
