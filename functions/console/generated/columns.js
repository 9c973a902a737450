// Written by ConsoleGeneratedTest: the columns that a contact file may have and that exports have. Renew with -Dconsole.renew=true.
/** Names of columns. A name is normalised by NFKD, then only letters and digits are kept, in small letters. */
export const columns = {
    /** What a contact is made of; every other column is a variable. */
    fields: [
        'phone_number', 'contact_name', 'context', 'id', 'override_agent_name', 'override_agent_voice_id', 'tags',
    ],
    /** Names of the column of the number, whatever it holds. */
    exactNumbers: [
        'contact', 'phone_number',
    ],
    /** Other names of a column of numbers, normalised. */
    numbers: [
        'cel', 'cell', 'cellnumber', 'cellphone', 'cellphonenumber', 'celular', 'celular1', 'celularcomddd',
        'celularwhatsapp', 'contact', 'contactnumber', 'contacto', 'contactphone', 'contactphonenumber', 'contato',
        'detelefono', 'fone', 'fone1', 'mobile', 'mobileno', 'mobilenumber', 'mobilephone', 'mobilephonenumber',
        'movil', 'movil1', 'msisdn', 'ndecelular', 'ndemovil', 'ndetelefono', 'nodecelular', 'nodemovil',
        'nodetelefono', 'notelefono', 'nrocelular', 'nrodecelular', 'nrodecontacto', 'nrodetelefono', 'nrodewhatsapp',
        'nrotelefono', 'number', 'numero', 'numerocelular', 'numerodecelular', 'numerodecontacto', 'numerodecontato',
        'numerodelcelular', 'numerodemovil', 'numerodetelefone', 'numerodetelefono', 'numerodetelefonocelular',
        'numerodetelefonomovil', 'numerodetelemovel', 'numerodewhatsapp', 'numerodocelular', 'numerodotelefone',
        'numerodowhatsapp', 'numeromovil', 'numerotelefonico', 'numerotelefono', 'numerowhatsapp', 'phone', 'phone1',
        'phone1value', 'phoneno', 'phonenumber', 'tel', 'tel1', 'telcelular', 'telefone', 'telefone1',
        'telefonecelular', 'telefonecomddd', 'telefonedecontato', 'telefonemovel', 'telefoneprincipal', 'telefono',
        'telefono1', 'telefonocelular', 'telefonodecelular', 'telefonodecontacto', 'telefonodelcliente',
        'telefonodewhatsapp', 'telefonomovil', 'telefonoprincipal', 'telefonowhatsapp', 'telemovel', 'telephone',
        'telephonenumber', 'telf', 'telfno', 'telmovil', 'telno', 'telwhatsapp', 'tlf', 'tlfno', 'whatsapp',
        'whatsappnumber',
    ],
    /** Of whole names, normalised. */
    fullNames: [
        'apellidosynombres', 'apellidoynombre', 'clientname', 'contactname', 'customername', 'fullname', 'leadname',
        'nombrecliente', 'nombrecompleto', 'nombrecontacto', 'nombredecontacto', 'nombredelcliente',
        'nombredelcontacto', 'nombresyapellidos', 'nombreyapellido', 'nombreyapellidos', 'nomecliente',
        'nomecompleto', 'nomedocliente', 'nomedocontato',
    ],
    /** Of given names, in the order in which they are looked for, normalised. */
    firstNames: [
        'firstname', 'givenname', 'nombre', 'nombres', 'primernombre', 'nome', 'primeironome',
    ],
    /** Normalised. */
    lastNames: [
        'lastname', 'familyname', 'surname', 'apellido', 'apellidos', 'apellidopaterno', 'primerapellido',
        'sobrenome', 'ultimonome',
    ],
    /** Normalised. */
    secondLastNames: [
        'apellidomaterno', 'segundoapellido',
    ],
    /** Of contacts; calls and billed_duration only of phone campaigns. A file with all of them is an export. */
    exportedContacts: [
        'campaign_name', 'campaign_date', 'id', 'contact', 'name', 'context', 'status', 'retries', 'calls',
        'billed_duration', 'last_update', 'follow_up',
    ],
    /** Of calls and recordings. */
    exportedCalls: [
        'campaign_name', 'campaign_date', 'id', 'number_to', 'contact_name', 'type', 'status', 'answered_by',
        'created_at', 'started_at', 'ended_at', 'duration', 'billed_duration', 'recording_url',
    ],
    /** Of messages. */
    exportedMessages: [
        'campaign_name', 'campaign_date', 'id', 'number_to', 'contact_name', 'template', 'status', 'error', 'sent_at',
        'delivered_at', 'read_at',
    ],
    /** Added to those of calls and messages. */
    exportedConversations: [
        'sentiment', 'summary', 'opted_out',
    ],
};
