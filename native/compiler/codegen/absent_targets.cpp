// lld's ELF driver initialises every target that LLVM was configured with, for link-time optimisation, which this
// compiler does not use.  Empty definitions keep twenty code generators and all assembly parsers out of the executable:
// 54 MB instead of 108.
#include <llvm/Passes/PassPlugin.h>

#define JETLOOP_ABSENT(symbol) \
  extern "C" void symbol();    \
  extern "C" void symbol() {}
#define JETLOOP_ABSENT_TARGET(target)                \
  JETLOOP_ABSENT(LLVMInitialize##target##TargetInfo) \
  JETLOOP_ABSENT(LLVMInitialize##target##Target)     \
  JETLOOP_ABSENT(LLVMInitialize##target##TargetMC)   \
  JETLOOP_ABSENT(LLVMInitialize##target##AsmPrinter) \
  JETLOOP_ABSENT(LLVMInitialize##target##AsmParser)

JETLOOP_ABSENT_TARGET(AMDGPU)
JETLOOP_ABSENT_TARGET(ARM)
JETLOOP_ABSENT_TARGET(AVR)
JETLOOP_ABSENT_TARGET(BPF)
JETLOOP_ABSENT_TARGET(Hexagon)
JETLOOP_ABSENT_TARGET(Lanai)
JETLOOP_ABSENT_TARGET(LoongArch)
JETLOOP_ABSENT_TARGET(M68k)
JETLOOP_ABSENT_TARGET(MSP430)
JETLOOP_ABSENT_TARGET(Mips)
JETLOOP_ABSENT_TARGET(NVPTX)
JETLOOP_ABSENT_TARGET(PowerPC)
JETLOOP_ABSENT_TARGET(RISCV)
JETLOOP_ABSENT_TARGET(Sparc)
JETLOOP_ABSENT_TARGET(SystemZ)
JETLOOP_ABSENT_TARGET(VE)
JETLOOP_ABSENT_TARGET(WebAssembly)
JETLOOP_ABSENT_TARGET(XCore)
JETLOOP_ABSENT_TARGET(Xtensa)

JETLOOP_ABSENT(LLVMInitializeX86AsmParser)
JETLOOP_ABSENT(LLVMInitializeAArch64AsmParser)

// The pass plugin that link-time optimisation asks for.
llvm::PassPluginLibraryInfo getPollyPluginInfo();
llvm::PassPluginLibraryInfo getPollyPluginInfo() { return {LLVM_PLUGIN_API_VERSION, "absent", "0", nullptr}; }
