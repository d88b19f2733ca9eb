import type { Command, Option } from 'commander';

export const SHELLS = ['bash', 'zsh', 'fish'] as const;
export type Shell = (typeof SHELLS)[number];

/** What an argument of a name completes to, beside files. */
export interface CompletionWords {
  readonly scenarios: readonly string[];
  readonly sweeps: readonly string[];
  readonly templates: readonly string[];
}

interface Described {
  readonly name: string;
  readonly about: string;
}

interface CompletedCommand extends Described {
  readonly flags: readonly Described[];
  /** Flags whose next word is theirs. */
  readonly flagsWithValue: readonly string[];
  readonly words: readonly string[];
  readonly takesFiles: boolean;
}

/** A script for a shell, made from the program's own tree of commands. */
export function completionScript(program: Command, shell: Shell, words: CompletionWords): string {
  const commands = program.commands.map((command) => completed(command, words));
  switch (shell) {
    case 'bash':
      return bashScript(program.name(), commands);
    case 'zsh':
      return zshScript(program.name(), commands);
    case 'fish':
      return fishScript(program.name(), commands);
    default:
      return shell satisfies never;
  }
}

function completed(command: Command, words: CompletionWords): CompletedCommand {
  const help = { name: '--help', about: 'display help for command' };
  const [argument] = command.registeredArguments;
  const kind = argument?.name();
  const takesScenario = kind === 'scenario' || kind === 'file';
  const takesSweep = kind === 'sweep' || kind === 'file';
  return {
    name: command.name(),
    about: command.description(),
    flags: [...command.options.map(described), help],
    flagsWithValue: command.options.filter(takesValue).map((option) => described(option).name),
    words: [
      ...(takesScenario ? words.scenarios : []),
      ...(takesSweep ? words.sweeps : []),
      ...(kind === 'template' ? words.templates : []),
      ...(kind === 'shell' ? SHELLS : []),
    ],
    takesFiles: takesScenario || takesSweep,
  };
}

function described(option: Option): Described {
  return { name: option.long ?? option.short ?? '', about: option.description };
}

function takesValue(option: Option): boolean {
  return option.required || option.optional;
}

function bashScript(program: string, commands: readonly CompletedCommand[]): string {
  const cases = commands.map(({ name, flags, flagsWithValue, words, takesFiles }) => {
    const values = flagsWithValue.length === 0 ? '' : `valued='${flagsWithValue.join(' ')}'; `;
    const names = flags.map((flag) => flag.name).join(' ');
    return `    ${name}) ${values}flags='${names}'; words='${words.join(' ')}'; files=${takesFiles ? 1 : 0} ;;`;
  });
  return `# bash completion of ${program}
_${program}() {
  local word=\${COMP_WORDS[COMP_CWORD]} before=\${COMP_WORDS[COMP_CWORD-1]}
  local valued='' flags='' words='' files=0
  COMPREPLY=()
  if ((COMP_CWORD == 1)); then
    COMPREPLY=($(compgen -W '${commands.map(({ name }) => name).join(' ')} help --help --version' -- "$word"))
    return
  fi
  case \${COMP_WORDS[1]} in
${cases.join('\n')}
    help) words='${commands.map(({ name }) => name).join(' ')}' ;;
  esac
  if [[ " $valued " == *" $before "* ]]; then
    COMPREPLY=($(compgen -f -- "$word"))
  elif [[ $word == -* ]]; then
    COMPREPLY=($(compgen -W "$flags" -- "$word"))
  else
    COMPREPLY=($(compgen -W "$words" -- "$word"))
    if ((files)); then COMPREPLY+=($(compgen -f -- "$word")); fi
  fi
}
complete -o filenames -F _${program} ${program}
`;
}

function zshScript(program: string, commands: readonly CompletedCommand[]): string {
  const cases = commands.map(({ name, flags, flagsWithValue, words, takesFiles }) => {
    const specs = flags.map((flag) => {
      const value = flagsWithValue.includes(flag.name) ? ':value:_files' : '';
      return `'*${flag.name}[${zshText(flag.about)}]${value}'`;
    });
    const wordsSpec = `compadd -- ${words.join(' ')}`;
    const action = takesFiles ? `{ ${wordsSpec}; _files }` : `{ ${wordsSpec} }`;
    if (words.length > 0) specs.push(`'*:${name}:${action}'`);
    return `    ${name}) _arguments ${specs.join(' ')} ;;`;
  });
  return `#compdef ${program}
_${program}() {
  local -a commands
  commands=(${commands.map(({ name, about }) => `'${name}:${zshText(about)}'`).join(' ')})
  if ((CURRENT == 2)); then
    _describe command commands
    return
  fi
  local command=\${words[2]}
  shift words
  ((CURRENT--))
  case $command in
${cases.join('\n')}
  esac
}
if [[ \${funcstack[1]} == _${program} ]]; then _${program} "$@"; else compdef _${program} ${program}; fi
`;
}

/** Without the characters that mean something to `_arguments`. */
function zshText(text: string): string {
  return text.replace(/[[\]':\\]/g, ' ').replace(/ +/g, ' ');
}

function fishScript(program: string, commands: readonly CompletedCommand[]): string {
  const lines = [`# fish completion of ${program}`, `complete -c ${program} -f`];
  for (const { name, about, flags, flagsWithValue, words, takesFiles } of commands) {
    const inside = `complete -c ${program} -n '__fish_seen_subcommand_from ${name}'`;
    lines.push(`complete -c ${program} -n __fish_use_subcommand -a ${name} -d ${fishText(about)}`);
    for (const flag of flags) {
      const value = flagsWithValue.includes(flag.name) ? ' -r -F' : '';
      lines.push(`${inside} -l ${flag.name.slice(2)}${value} -d ${fishText(flag.about)}`);
    }
    if (takesFiles) lines.push(`${inside} -F`);
    if (words.length > 0) lines.push(`${inside} -a '${words.join(' ')}'`);
  }
  return `${lines.join('\n')}\n`;
}

function fishText(text: string): string {
  return `'${text.replace(/[\\']/g, '\\$&')}'`;
}
