"""Ten texts each in languages that share the bytes above ASCII: what is an "è" in one is a "č" in another."""

CENTRAL = {
    "Czech": (
        "Proč chcete pracovat v naší nemocnici? Řekněte, co vás k nám přivedlo, a uveďte jeden příklad.",
        "Popište situaci, kdy jste se mýlili. Jak jste chybu napravili a co jste se z ní naučili?",
        "Jaká je vaše největší slabina? Buďte upřímní, ale ukažte, že na ní pracujete.",
        "Kde se vidíte za pět let? Tazatel chce vědět, zda u firmy zůstanete déle.",
        "Jak zvládáte stres? Nejlepší odpověď začíná krátkým příběhem z běžného dne.",
        "Řekněte mi něco o sobě. Mluvte nejvýše dvě minuty a držte se toho, co souvisí s místem.",
        "Co víte o naší společnosti? Před pohovorem si přečtěte jejich stránky a výroční zprávu.",
        "Vyprávějte o konfliktu s kolegou. Důležité je, jak jste ho vyřešili, ne kdo měl pravdu.",
        "Proč odcházíte ze současného zaměstnání? Nikdy nemluvte špatně o svém vedoucím.",
        "Máte nějaké otázky? Připravte si alespoň tři, například jak vypadá první týden.",
    ),
    "Polish": (
        "Dlaczego chce pan pracować w naszej firmie? Proszę powiedzieć, co pana tu przyciągnęło.",
        "Proszę opisać sytuację, w której popełniła pani błąd. Jak go pani naprawiła?",
        "Jaka jest twoja największa słabość? Bądź szczery, ale pokaż, że nad nią pracujesz.",
        "Gdzie widzisz się za pięć lat? Pytający chce wiedzieć, czy zostaniesz dłużej.",
        "Jak radzisz sobie ze stresem? Najlepiej zacząć od krótkiej historii z życia.",
        "Opowiedz coś o sobie. Mów najwyżej dwie minuty i trzymaj się tego, co ważne.",
        "Co wiesz o naszej spółce? Przed rozmową przeczytaj ich stronę i raport roczny.",
        "Opowiedz o kłótni z kolegą. Liczy się to, jak ją rozwiązałeś, a nie kto miał rację.",
        "Dlaczego odchodzisz z obecnej pracy? Nigdy nie mów źle o swoim przełożonym.",
        "Czy masz jakieś pytania? Przygotuj co najmniej trzy, na przykład o pierwszy tydzień.",
    ),
    "Hungarian": (
        "Miért szeretne nálunk dolgozni? Mondja el, mi hozta ide, és említsen egy példát.",
        "Írjon le egy helyzetet, amikor tévedett. Hogyan hozta helyre, és mit tanult belőle?",
        "Mi a legnagyobb gyengesége? Legyen őszinte, de mutassa meg, hogy dolgozik rajta.",
        "Hol látja magát öt év múlva? A kérdező tudni akarja, hogy hosszú ideig marad-e.",
        "Hogyan kezeli a stresszt? A legjobb válasz egy rövid, hétköznapi történettel kezdődik.",
        "Meséljen magáról! Legföljebb két percig beszéljen, és csak arról, ami az álláshoz kötődik.",
        "Mit tud a cégünkről? A beszélgetés előtt olvassa el a honlapjukat és az éves jelentést.",
        "Meséljen egy vitáról a főnökével! Az a fontos, hogyan oldották meg, nem az, kinek volt igaza.",
        "Miért hagyja ott a mostani munkahelyét? Soha ne mondjon rosszat a vezetőjéről.",
        "Van kérdése hozzánk? Készüljön legalább hárommal, például az első hétről.",
    ),
}
"""In cp1250, as Windows writes them in Central Europe."""

WESTERN = {
    "German": (
        "Warum möchten Sie bei uns arbeiten? Sagen Sie, was Sie zu uns führt, und nennen Sie ein Beispiel.",
        "Erzählen Sie von einem Fehler. Wie haben Sie ihn behoben, und was würden Sie heute ändern?",
        "Was ist Ihre größte Schwäche? Seien Sie ehrlich, aber zeigen Sie, dass Sie daran arbeiten können.",
        "Wo sehen Sie sich in fünf Jahren? Man möchte hören, ob Sie länger bleiben.",
        "Wie gehen Sie mit Ärger um? Am besten beginnt die Antwort mit einer kurzen Geschichte.",
        "Erzählen Sie etwas über sich. Reden Sie höchstens zwei Minuten und nur über das, was dazugehört.",
        "Was wissen Sie über unsere Firma? Lesen Sie vor dem Gespräch die Seiten und den Bericht fürs Jahr.",
        "Erzählen Sie von einem Streit. Es zählt, wie er gelöst wurde, nicht, wer recht behielt.",
        "Warum verlassen Sie Ihre Stelle? Über die Vorgesetzten sprechen Sie natürlich nie schlecht.",
        "Haben Sie Fragen? Überlegen Sie sich mindestens drei, etwa über die erste Woche.",
    ),
    "French": (
        "Pourquoi voulez-vous travailler chez nous ? Dites ce qui vous a amenée ici, et donnez un exemple précis.",
        "Racontez une erreur. Comment l’avez-vous réparée, et qu’avez-vous appris grâce à elle ?",
        "Quelle est votre plus grande faiblesse ? Soyez honnête, mais montrez que ça progresse.",
        "Où vous voyez-vous dans cinq ans ? On cherche à savoir si vous resterez longtemps là.",
        "Comment gérez-vous le stress ? Le mieux est de commencer par une brève histoire vécue.",
        "Parlez-moi de vous. Deux minutes au plus, et seulement ce qui se rattache à ce métier.",
        "Que savez-vous de notre société ? Lisez leur site et le rapport de l’année dernière.",
        "Racontez un désaccord avec un collègue. Ce qui compte, c’est la manière dont il a été réglé.",
        "Pourquoi quittez-vous votre poste ? Ne dites jamais de mal de votre supérieur ni de l’équipe.",
        "Avez-vous des questions ? Préparez-en au moins trois, par exemple sur la première semaine.",
    ),
    "Spanish": (
        "¿Por qué quiere trabajar aquí? Diga qué le trajo y dé un ejemplo sencillo.",
        "Cuente un error. ¿Cómo lo arregló y qué aprendió? Mañana se lo preguntarán otra vez.",
        "¿Cuál es su mayor debilidad? Sea sincero, pero enseñe que está trabajando en ella.",
        "¿Dónde se ve dentro de cinco años? Quieren saber si se quedará mucho tiempo.",
        "¿Cómo lleva la presión? Lo mejor es empezar con una historia breve del día a día.",
        "Hábleme de usted. Dos minutos como máximo, y sólo lo que tenga que ver con el puesto.",
        "¿Qué sabe de nuestra compañía? Lea su página y el informe del año pasado.",
        "Cuente una riña con un compañero. Importa cómo se resolvió, no quién tenía razón.",
        "¿Por qué deja su empleo? Nunca hable mal de su jefe; eso daña su imagen.",
        "¿Tiene preguntas? Prepare al menos tres, por ejemplo sobre la primera semana. ¡Ánimo, señora!",
    ),
}
"""In cp1252, as Windows writes them in Western Europe."""

FURTHER = {
    "cp1250": (
        "Prečo chcete u nás pracovať? Povedzte, čo ťažké ste už zvládli.",
        "Zašto želite raditi kod nas? Recite što vas je privuklo.",
        "De ce doriţi să lucraţi la noi? Spuneţi ce v-a adus aici.",
        "Zakaj želite delati pri nas? Povejte, kaj vas je pripeljalo sem.",
        "Proč?",
    ),
    "cp1252": (
        "Perché vuole lavorare con noi? Dica cosa l’ha portata qui; è più facile così.",
        "Por que não ficou lá? Diga o que o trouxe até cá e dê exemplos da sua atuação.",
        "Varför vill du arbeta hos oss? Säg något om dig själv.",
        "Hvorfor vil du gerne arbejde her? Fortæl, hvad du gør på en god dag.",
        "Hvers vegna viltu vinna hér? Segðu frá því sem þú gerðir í síðustu viku.",
        "Why do you say “naïve”? Señor Muñoz said: à la carte – crème brûlée.",
        "À côté, très près",
        "Mañana",
        "élève",
    ),
}
"""Other languages with these letters, and texts of a word or two."""
