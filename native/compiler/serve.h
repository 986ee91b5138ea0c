// The long-lived form of the compiler: requests on standard input, responses on standard output.
#pragma once

namespace jetloop {

/// Serves until end of file; gives the exit code.
int serve(int input, int output);

}  // namespace jetloop
